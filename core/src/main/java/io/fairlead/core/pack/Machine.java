package io.fairlead.core.pack;

import java.util.Arrays;
import java.util.List;

/**
 * A machine as packing sees it: what it has and what of it is free. Changed by its {@link Fleet} alone, or by whoever made
 * or copied it for a question of the moment.
 */
public final class Machine {
    /** Devices of one machine at most: sets of them are bits of a long. */
    public static final int MAX_GPUS = 64;

    final long cores;
    final long memory;
    /** The number of each device's model. */
    private final int[] models;

    private final boolean uniform;
    long freeCores;
    long freeMemory;
    /** Thousandths free of each device. */
    final int[] free;

    /** Free thousandths of all devices. */
    int freeMilli;

    /** Devices of which nothing is taken. */
    int idleGpus;

    private boolean closed;
    private Corners corners = Corners.NONE;

    /**
     * An empty machine.
     *
     * @param cores thousandths of a CPU
     * @param memory bytes
     * @param gpus 0 to {@link #MAX_GPUS}, all of one model
     * @param model its number, 0 to 63; of no meaning without devices
     */
    public Machine(long cores, long memory, int gpus, int model) {
        this(cores, memory, same(gpus, model));
    }

    /**
     * An empty machine with devices of several models.
     *
     * @param models the number of each device's model, 0 to 63; at most {@link #MAX_GPUS}
     */
    public Machine(long cores, long memory, int[] models) {
        if (models.length > MAX_GPUS || Arrays.stream(models).anyMatch(model -> model < 0 || model >= Long.SIZE)) {
            throw new IllegalArgumentException("no machine: devices of models " + Arrays.toString(models));
        }
        this.cores = cores;
        this.memory = memory;
        this.models = models.clone();
        uniform = Arrays.stream(models).distinct().count() <= 1;
        freeCores = cores;
        freeMemory = memory;
        free = new int[models.length];
        Arrays.fill(free, Shape.WHOLE);
        freeMilli = models.length * Shape.WHOLE;
        idleGpus = models.length;
    }

    private Machine(Machine other) {
        cores = other.cores;
        memory = other.memory;
        models = other.models;
        uniform = other.uniform;
        freeCores = other.freeCores;
        freeMemory = other.freeMemory;
        free = other.free.clone();
        freeMilli = other.freeMilli;
        idleGpus = other.idleGpus;
        closed = other.closed;
        corners = other.corners.copy();
    }

    private static int[] same(int gpus, int model) {
        int[] models = new int[Math.min(gpus, MAX_GPUS + 1)];
        Arrays.fill(models, model);
        return models;
    }

    /** The same, on its own. */
    public Machine copy() {
        return new Machine(this);
    }

    /** Nothing fits while it is closed. */
    public void close(boolean now) {
        closed = now;
    }

    public boolean closed() {
        return closed;
    }

    /** Keeps parts of it; while it is empty. */
    public void keep(List<Corner> parts) {
        corners = parts.isEmpty() ? Corners.NONE : new Corners(parts);
    }

    public int gpus() {
        return free.length;
    }

    /** Thousandths of a CPU that it has. */
    public long cores() {
        return cores;
    }

    /** Bytes that it has. */
    public long memory() {
        return memory;
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
        if (closed || shape.cores() > freeCores || shape.memory() > freeMemory || !leaves(shape)) {
            return false;
        }
        if (shape.gpus() == 0) {
            return true;
        }
        if (shape.gpus() > free.length || (uniform && !shape.takes(models[0]))) {
            return false;
        }
        boolean alike = uniform && corners == Corners.NONE;
        if (shape.shared()) {
            return (alike && idleGpus > 0) || tightest(shape) >= 0;
        }
        return alike ? idleGpus >= shape.gpus() : Long.bitCount(firstIdle(shape)) == shape.gpus();
    }

    private boolean leaves(Shape shape) {
        return corners == Corners.NONE ? shape.within() == 0 : corners.leave(shape, freeCores, freeMemory);
    }

    /** The devices that it may have, as bits. */
    private long may(Shape shape) {
        return corners == Corners.NONE ? -1L : corners.devices(shape);
    }

    /** Whether the task could start here if it were open and empty. */
    public boolean couldFit(Shape shape) {
        if (shape.cores() > cores || shape.memory() > memory) {
            return false;
        }
        long devices = Arrays.stream(models).filter(shape::takes).count();
        return devices >= (shape.shared() ? 1 : shape.gpus());
    }

    /** Whether device {@code index} has what a share of this shape asks for. */
    boolean has(int index, Shape shape) {
        return has(index, shape, may(shape));
    }

    private boolean has(int index, Shape shape, long may) {
        return free[index] >= shape.milli() && shape.takes(models[index]) && (may >>> index & 1) != 0;
    }

    /** The device with the least that is enough for a share, the first of equals; -1 where none is. */
    int tightest(Shape shape) {
        int best = -1;
        long may = may(shape);
        for (int i = 0; i < free.length; i++) {
            if (has(i, shape, may) && (best < 0 || free[i] < free[best])) {
                best = i;
            }
        }
        return best;
    }

    /** The first devices of which nothing is taken, as bits; fewer than asked for where there are not so many. */
    long firstIdle(Shape shape) {
        long found = 0;
        int left = shape.gpus();
        long may = may(shape);
        for (int i = 0; i < free.length && left > 0; i++) {
            if (free[i] == Shape.WHOLE && has(i, shape, may)) {
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
        if (shape.within() != 0) {
            corners.change(shape, sign);
        }
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
