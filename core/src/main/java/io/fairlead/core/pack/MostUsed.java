package io.fairlead.core.pack;

/**
 * Another policy, and of the machines that it ranks equal the most used one, by what would be left of its cores and
 * devices.
 */
public final class MostUsed implements Policy {
    private static final int STEPS = 10_000;

    private final Policy first;

    /** @param first with ranks from 0 to 100 */
    public MostUsed(Policy first) {
        this.first = first;
    }

    @Override
    public int rank(Machine machine, Shape shape) {
        double cores = (double) (machine.freeCores - shape.cores()) / Math.max(1, machine.cores);
        double gpus = (double) (machine.freeMilli - shape.gpuMilli()) / Math.max(1, machine.gpus() * Shape.WHOLE);
        int used = (int) (STEPS * (2 - cores - gpus));
        return first.rank(machine, shape) * 2 * (STEPS + 1) + Math.max(0, used);
    }

    @Override
    public long devices(Machine machine, Shape shape) {
        return first.devices(machine, shape);
    }
}
