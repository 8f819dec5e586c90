package io.fairlead.core.pack;

import java.util.Arrays;

/**
 * A machine as packing sees it: what it has and what of it is free. Changed by its {@link Fleet} alone, or by whoever made
 * it for a question of the moment.
 */
public final class Machine {
    /** Devices of one machine at most: sets of them are bits of a long. */
    public static final int MAX_GPUS = 64;

    final long cores;
    final long memory;
    final int model;
    long freeCores;
    long freeMemory;
    /** Thousandths free of each device. */
    final int[] free;

    /** Free thousandths of all devices. */
    int freeMilli;

    /** Devices of which nothing is taken. */
    int idleGpus;

    /**
     * An empty machine.
     *
     * @param cores thousandths of a CPU
     * @param memory bytes
     * @param gpus 0 to {@link #MAX_GPUS}, all of one model
     * @param model its number, 0 to 63; of no meaning without devices
     */
    public Machine(long cores, long memory, int gpus, int model) {
        if (gpus > MAX_GPUS || model < 0 || model >= Long.SIZE) {
            throw new IllegalArgumentException("no machine: " + gpus + " devices of model " + model);
        }
        this.cores = cores;
        this.memory = memory;
        this.model = model;
        freeCores = cores;
        freeMemory = memory;
        free = new int[gpus];
        Arrays.fill(free, Shape.WHOLE);
        freeMilli = gpus * Shape.WHOLE;
        idleGpus = gpus;
    }

    public int gpus() {
        return free.length;
    }

    /** Thousandths free of device {@code index}. */
    public int free(int index) {
        return free[index];
    }

    /** Free thousandths of all devices together. */
    public int freeMilli() {
        return freeMilli;
    }

    boolean idle() {
        return freeMilli == free.length * Shape.WHOLE && freeCores == cores;
    }

    /** Whether the task could start here now. */
    public boolean fits(Shape shape) {
        if (shape.cores() > freeCores || shape.memory() > freeMemory) {
            return false;
        }
        if (shape.gpus() == 0) {
            return true;
        }
        if (shape.gpus() > free.length || !shape.takes(model)) {
            return false;
        }
        return shape.shared() ? shareable(shape.milli()) : idleGpus >= shape.gpus();
    }

    private boolean shareable(int milli) {
        if (idleGpus > 0) {
            return true;
        }
        for (int left : free) {
            if (left >= milli) {
                return true;
            }
        }
        return false;
    }

    /** The device with the least that is enough, the first of equals; -1 where none is. */
    int tightest(int milli) {
        int best = -1;
        for (int i = 0; i < free.length; i++) {
            if (free[i] >= milli && (best < 0 || free[i] < free[best])) {
                best = i;
            }
        }
        return best;
    }

    /** The first {@code count} devices of which nothing is taken, as bits. */
    long firstIdle(int count) {
        long found = 0;
        int left = count;
        for (int i = 0; i < free.length && left > 0; i++) {
            if (free[i] == Shape.WHOLE) {
                found |= 1L << i;
                left--;
            }
        }
        return found;
    }

    /** @param devices as bits; each must have what the shape asks for */
    public void take(Shape shape, long devices) {
        change(shape, devices, 1);
    }

    /** Undoes {@link #take}. */
    public void giveBack(Shape shape, long devices) {
        change(shape, devices, -1);
    }

    private void change(Shape shape, long devices, int sign) {
        freeCores -= sign * shape.cores();
        freeMemory -= sign * shape.memory();
        for (long rest = devices; rest != 0; rest &= rest - 1) {
            int device = Long.numberOfTrailingZeros(rest);
            idleGpus -= free[device] == Shape.WHOLE ? 1 : 0;
            free[device] -= sign * shape.milli();
            freeMilli -= sign * shape.milli();
            idleGpus += free[device] == Shape.WHOLE ? 1 : 0;
            if (free[device] < 0 || free[device] > Shape.WHOLE) {
                throw new IllegalStateException("device " + device + " has " + free[device] + " thousandths left");
            }
        }
        if (freeCores < 0 || freeMemory < 0) {
            throw new IllegalStateException("a machine is given away beyond what it has");
        }
    }
}
