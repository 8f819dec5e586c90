package io.fairlead.simulator.queueing;

/**
 * What came of one job.
 *
 * @param promise the start it was promised when it became the head; -1 for none
 * @param estimate the start that was told when it was submitted; -1 where it started then or none was asked for
 * @param estimateByRequest the same, had nothing but the requested times been known
 */
record Outcome(LogJob job, long start, long promise, long estimate, long estimateByRequest) {
    /** Shorter jobs count as this long, in seconds, so that the shortest do not outweigh all others. */
    private static final double BOUND = 10;

    /** Without promise and estimate. */
    static Outcome of(LogJob job, long start) {
        return new Outcome(job, start, -1, -1, -1);
    }

    long waited() {
        return start - job.submit();
    }

    double boundedSlowdown() {
        return Math.max(1, (waited() + job.run()) / Math.max((double) job.run(), BOUND));
    }

    boolean late() {
        return promise >= 0 && start > promise;
    }
}
