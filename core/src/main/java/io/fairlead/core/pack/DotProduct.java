package io.fairlead.core.pack;

/** Avoids machines that have much of what the task asks for: the mean product of what is free and what is asked for. */
public final class DotProduct implements Policy {
    private static final double LARGE_CORES = 128_000;
    private static final double LARGE_GPUS = 8_000;
    private static final int BEST = 100;

    @Override
    public int rank(Machine machine, Shape shape) {
        double cores = machine.freeCores / LARGE_CORES * (shape.cores() / LARGE_CORES);
        double gpus = machine.freeMilli / LARGE_GPUS * (shape.gpuMilli() / LARGE_GPUS);
        return (int) Math.max(0, BEST * (1 - (cores + gpus) / 2));
    }
}
