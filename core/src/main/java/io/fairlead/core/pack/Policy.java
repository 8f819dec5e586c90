package io.fairlead.core.pack;

/**
 * Which of the machines that a task fits is the best one, and which of its devices it gets. Pure; two machines in the same
 * state are ranked the same. The policies are those of Weng et al., "Beware of Fragmentation: Scheduling GPU-Sharing
 * Workloads with Fragmentation Gradient Descent", USENIX ATC 2023, with scores from 0 to 100 cut to whole numbers as
 * there; of machines that are ranked equal the first in the fleet's order is taken.
 */
public interface Policy {
    /**
     * @param machine one that the task fits
     * @return higher is better; 0 or more
     */
    int rank(Machine machine, Shape shape);

    /** The devices it gets there, as bits; 0 for a task without any. */
    default long devices(Machine machine, Shape shape) {
        if (shape.gpus() == 0) {
            return 0;
        }
        return shape.shared() ? 1L << machine.tightest(shape) : machine.firstIdle(shape);
    }
}
