package io.fairlead.wire.api;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a user may have and has.
 *
 * @param group whose limits hold for the user; empty: none
 * @param project the one that is the user's own
 * @param waiting how many jobs of the user are queued
 * @param position of the first of them in the queue, counted from 1
 * @param quota of the project; absent where projects have none
 */
public record LimitsView(
        String user,
        Optional<String> group,
        String project,
        int waiting,
        Optional<Integer> position,
        Optional<QuotaView> quota,
        OneJob oneJob,
        Together together) {
    /** What one job may ask for; memory is all that the engine's limit covers, tmpfs the volumes of memory alone. */
    public record OneJob(
            BoundView gpus,
            BoundView cpus,
            BoundView memoryBytes,
            BoundView shmBytes,
            BoundView tmpfsBytes,
            BoundView runTimeSeconds,
            BoundView idleSeconds) {}

    /** What all jobs of the user may have together; {@code submitted} counts those that wait too. */
    public record Together(
            UseView containers,
            UseView gpus,
            UseView cpus,
            UseView memoryBytes,
            UseView tmpfsBytes,
            UseView submitted) {}

    /**
     * @param most empty: any amount
     * @param source who says so, such as {@code group researcher}; empty: nobody
     */
    public record BoundView(Optional<BigDecimal> most, Optional<String> source) {}

    /**
     * @param used now
     * @param most empty: any amount
     * @param source who says so, such as {@code group researcher}; empty: nobody
     */
    public record UseView(BigDecimal used, Optional<BigDecimal> most, Optional<String> source) {}
}
