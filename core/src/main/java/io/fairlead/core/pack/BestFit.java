package io.fairlead.core.pack;

/** Leaves the least behind: half the cores and half the devices that stay free, each as a part of a large machine's. */
public final class BestFit implements Policy {
    /** Cores of the machine that free cores are measured by, in thousandths. */
    private static final double LARGE_CORES = 128_000;

    /** Devices of that machine, in thousandths. */
    private static final double LARGE_GPUS = 8_000;

    private static final int BEST = 100;

    @Override
    public int rank(Machine machine, Shape shape) {
        double cores = (machine.freeCores - shape.cores()) / LARGE_CORES;
        double gpus = (machine.freeMilli - shape.gpuMilli()) / LARGE_GPUS;
        return (int) Math.max(0, BEST * (1 - 0.5 * cores - 0.5 * gpus));
    }
}
