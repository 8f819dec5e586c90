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

    /** Devices that are near each other, as bits; empty where all are as near. */
    private final long[] islands;

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
        this(cores, memory, models, new int[models.length]);
    }

    /**
     * An empty machine whose devices are not all as near to each other.
     *
     * @param islands a number for each device, equal for those that are near each other
     */
    public Machine(long cores, long memory, int[] models, int[] islands) {
        if (models.length > MAX_GPUS || Arrays.stream(models).anyMatch(model -> model < 0 || model >= Long.SIZE)) {
            throw new IllegalArgumentException("no machine: devices of models " + Arrays.toString(models));
        }
        this.cores = cores;
        this.memory = memory;
        this.models = models.clone();
        this.islands = islands(islands);
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
        islands = other.islands;
        uniform = other.uniform;
        freeCores = other.freeCores;
        freeMemory = other.freeMemory;
        free = other.free.clone();
        freeMilli = other.freeMilli;
        idleGpus = other.idleGpus;
        closed = other.closed;
        corners = other.corners.copy();
    }

    private static long[] islands(int[] numbers) {
        int[] distinct = Arrays.stream(numbers).distinct().toArray();
        if (distinct.length <= 1) {
            return new long[0];
        }
        long[] islands = new long[distinct.length];
        for (int i = 0; i < numbers.length; i++) {
            for (int k = 0; k < distinct.length; k++) {
                islands[k] |= numbers[i] == distinct[k] ? 1L << i : 0;
            }
        }
        return islands;
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

    /** What is free of it both now and as the other, the same machine at another moment, has it. */
    public Machine least(Machine other) {
        Machine least = copy();
        least.freeCores = Math.min(freeCores, other.freeCores);
        least.freeMemory = Math.min(freeMemory, other.freeMemory);
        least.freeMilli = 0;
        least.idleGpus = 0;
        for (int i = 0; i < free.length; i++) {
            least.free[i] = Math.min(free[i], other.free[i]);
            least.freeMilli += least.free[i];
            least.idleGpus += least.free[i] == Shape.WHOLE ? 1 : 0;
        }
        return least;
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

    /**
     * Devices of which nothing is taken, as bits; fewer than asked for where there are not so many. The first ones, or, where some
     * are nearer to each other, those of as few islands as possible, so that whole islands stay free.
     */
    long firstIdle(Shape shape) {
        if (islands.length > 0) {
            return nearest(shape);
        }
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

    private long nearest(Shape shape) {
        long left = idle(shape);
        long found = 0;
        while (Long.bitCount(found) < shape.gpus() && left != 0) {
            long part = first(island(left, shape.gpus() - Long.bitCount(found)), shape.gpus() - Long.bitCount(found));
            found |= part;
            left &= ~part;
        }
        return found;
    }

    /** What is idle of one model, the first that has enough of them; of any where none has. */
    private long idle(Shape shape) {
        long may = may(shape);
        long all = 0;
        for (int i = 0; i < free.length; i++) {
            all |= free[i] == Shape.WHOLE && has(i, shape, may) ? 1L << i : 0;
        }
        for (long rest = all; rest != 0; rest &= rest - 1) {
            long same = alike(all, models[Long.numberOfTrailingZeros(rest)]);
            if (Long.bitCount(same) >= shape.gpus()) {
                return same;
            }
        }
        return all;
    }

    private long alike(long devices, int model) {
        long same = 0;
        for (long rest = devices; rest != 0; rest &= rest - 1) {
            int device = Long.numberOfTrailingZeros(rest);
            same |= models[device] == model ? 1L << device : 0;
        }
        return same;
    }

    /** What is idle of the island that has the least that is enough, else of the one that has most; of equals the first. */
    private long island(long idle, int wanted) {
        long best = 0;
        for (long island : islands) {
            long here = island & idle;
            int has = Long.bitCount(here);
            int most = Long.bitCount(best);
            boolean better = most < wanted ? has > most : has >= wanted && has < most;
            best = better ? here : best;
        }
        return best;
    }

    private static long first(long devices, int wanted) {
        long found = 0;
        long rest = devices;
        for (int i = 0; i < wanted && rest != 0; i++) {
            found |= Long.lowestOneBit(rest);
            rest &= rest - 1;
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
