package io.fairlead.core.pack;

/**
 * Devices in use before idle devices of a machine in use before an idle machine, ranked within each tier as in the
 * published comparison. {@link Fill} ranks more finely and packs better.
 */
public final class Tiers implements Policy {
    private static final int BEST = 100;
    private static final int IDLE_DEVICES = 50;
    private static final int IDLE_MACHINE = 33;
    private static final int PART = 100;

    @Override
    public int rank(Machine machine, Shape shape) {
        if (shape.gpus() == 0) {
            return 0;
        }
        if (machine.idleGpus == machine.gpus()) {
            return Math.max(IDLE_MACHINE - machine.idleGpus, 0);
        }
        int device = shape.shared() ? machine.tightest(shape) : -1;
        if (device >= 0 && machine.free[device] < Shape.WHOLE) {
            return BEST - machine.free[device] / PART;
        }
        return Math.max(IDLE_DEVICES - shape.gpus(), IDLE_MACHINE);
    }
}
