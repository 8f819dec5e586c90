package io.fairlead.wire.api;

import java.util.List;

/**
 * Where time goes, over jobs that have ended.
 *
 * @param jobs how many were looked at, the newest
 * @param stages in the order of a job's way
 */
public record StageStats(int jobs, List<StageTime> stages) {
    public StageStats {
        stages = List.copyOf(stages);
    }

    /**
     * One stage.
     *
     * @param jobs that were through it
     * @param p95Millis 95 of a hundred took no longer
     * @param sumMillis of all of them
     */
    public record StageTime(String name, int jobs, long medianMillis, long p95Millis, long sumMillis) {}
}
