package io.fairlead.core.pack;

import java.util.List;

/** The corners of one machine, and what those have of them for whom they are kept. */
final class Corners {
    /** Of a machine that has none. */
    static final Corners NONE = new Corners(List.of());

    private final Corner[] all;
    private final long[] cores;
    private final long[] memory;

    Corners(List<Corner> all) {
        this.all = all.toArray(Corner[]::new);
        cores = new long[this.all.length];
        memory = new long[this.all.length];
    }

    private Corners(Corners other) {
        all = other.all;
        cores = other.cores.clone();
        memory = other.memory.clone();
    }

    Corners copy() {
        return this == NONE ? this : new Corners(this);
    }

    /** The devices that the task may have, as bits. */
    long devices(Shape shape) {
        long may = -1L;
        for (Corner corner : all) {
            if ((corner.bit() & shape.barred()) != 0) {
                may &= ~corner.devices();
            }
            if (corner.bit() == shape.within()) {
                may &= corner.devices();
            }
        }
        return may;
    }

    /**
     * Whether there are cores and memory for the task: within its corner, else beside those that it is barred from, whichever of
     * them are kept at the same time.
     */
    boolean leave(Shape shape, long freeCores, long freeMemory) {
        if (shape.within() != 0) {
            return hasWithin(shape);
        }
        if (shape.barred() == 0) {
            return true;
        }
        for (Corner at : all) {
            if ((at.bit() & shape.barred()) == 0) {
                continue;
            }
            long keptCores = 0;
            long keptMemory = 0;
            for (int i = 0; i < all.length; i++) {
                boolean then = all[i].from() <= at.from() && all[i].until() > at.from();
                if (then && (all[i].bit() & shape.barred()) != 0) {
                    keptCores += Math.max(0, all[i].cores() - cores[i]);
                    keptMemory += Math.max(0, all[i].memory() - memory[i]);
                }
            }
            if (shape.cores() > freeCores - keptCores || shape.memory() > freeMemory - keptMemory) {
                return false;
            }
        }
        return true;
    }

    private boolean hasWithin(Shape shape) {
        for (int i = 0; i < all.length; i++) {
            if (all[i].bit() == shape.within()) {
                return shape.cores() <= all[i].cores() - cores[i] && shape.memory() <= all[i].memory() - memory[i];
            }
        }
        return false;
    }

    /** @param sign 1 where it is taken, -1 where it is given back */
    void change(Shape shape, int sign) {
        for (int i = 0; i < all.length; i++) {
            if (all[i].bit() == shape.within()) {
                cores[i] += sign * shape.cores();
                memory[i] += sign * shape.memory();
            }
        }
    }
}
