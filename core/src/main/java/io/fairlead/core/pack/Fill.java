package io.fairlead.core.pack;

/**
 * Fills devices that are in use, then idle devices of a machine in use, then an idle machine; within a tier the machine
 * with the least left over. Needs to know nothing of the tasks to come.
 */
public final class Fill implements Policy {
    private static final int TIER = 33;
    private static final int IDLE_DEVICES = 34;
    private static final int IN_USE = 67;

    @Override
    public int rank(Machine machine, Shape shape) {
        if (machine.idle()) {
            return TIER - Math.min(TIER, machine.gpus());
        }
        if (shape.gpus() == 0) {
            return IN_USE + TIER - Math.min(TIER, machine.idleGpus);
        }
        int device = shape.shared() ? machine.tightest(shape) : -1;
        if (device >= 0 && machine.free[device] < Shape.WHOLE) {
            int left = machine.free[device] - shape.milli();
            return IN_USE + TIER - TIER * left / Shape.WHOLE;
        }
        return IDLE_DEVICES + TIER - Math.min(TIER, machine.idleGpus - shape.gpus());
    }
}
