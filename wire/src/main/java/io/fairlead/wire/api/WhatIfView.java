package io.fairlead.wire.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a change would have done to the site's jobs of the past: two replays, without and with it. Waits are compared for jobs
 * that start in both.
 *
 * @param since jobs that were submitted from then on are counted; those that still held a place make the site as busy as it was
 * @param until when the replays were made
 * @param changes what is different in the second one, for people
 * @param jobs that were counted
 * @param cut how many of the newest jobs were played, where there were more; absent where all were
 * @param overall of all jobs
 * @param projects by name
 * @param users by login
 * @param use of what there is
 * @param starts how many would have started at another time
 * @param moved the jobs that would have started earlier or later, the greatest difference first, a few
 * @param lost jobs that would not have started with the change, with the reason where there is one, a few
 * @param won jobs that would have started with the change only, a few
 * @param error how far the replay without the change is from what was recorded
 * @param site what of the site's own past is in both replays, and what is not
 * @param curve means over equal parts of the time
 * @param svg a picture of that, where it was asked for
 */
public record WhatIfView(
        Instant since,
        Instant until,
        List<String> changes,
        int jobs,
        Optional<Integer> cut,
        WaitPair overall,
        List<NamedWaits> projects,
        List<NamedWaits> users,
        UsePair use,
        StartCounts starts,
        List<MovedStart> moved,
        List<OnlyIn> lost,
        List<OnlyIn> won,
        ReplayError error,
        SiteRecord site,
        List<CurvePoint> curve,
        Optional<String> svg,
        BigDecimal seconds) {
    public WhatIfView {
        changes = List.copyOf(changes);
        projects = List.copyOf(projects);
        users = List.copyOf(users);
        moved = List.copyOf(moved);
        lost = List.copyOf(lost);
        won = List.copyOf(won);
        curve = List.copyOf(curve);
    }

    /**
     * How long jobs waited.
     *
     * @param p90Seconds nine of ten waited no longer
     */
    public record Waited(BigDecimal medianSeconds, BigDecimal meanSeconds, BigDecimal p90Seconds) {}

    /** The same jobs without and with the change. */
    public record WaitPair(int jobs, Waited before, Waited after) {}

    /** Of a project or a user. */
    public record NamedWaits(String name, WaitPair waits) {}

    /** Percent of the GPUs, MIG instances by their part of one, and of the CPUs that were held, of what there is then. */
    public record UsePair(
            BigDecimal gpuPercentBefore,
            BigDecimal gpuPercentAfter,
            BigDecimal cpuPercentBefore,
            BigDecimal cpuPercentAfter) {}

    /** @param unchanged within a second */
    public record StartCounts(int earlier, int later, int unchanged, int lost, int won) {}

    /** A job that would have started at another time. */
    public record MovedStart(
            String job, String user, String project, BigDecimal waitedBeforeSeconds, BigDecimal waitedAfterSeconds) {}

    /** A job that starts in one of the replays only. */
    public record OnlyIn(String job, String user, String project, Optional<Finding> reason) {}

    /**
     * Starts of the replay without the change and recorded ones, apart, in seconds.
     *
     * @param replayed jobs that started in it
     * @param missing counted jobs that did not start in it, though they did in fact
     * @param recorded how long those that started in it had waited in fact
     */
    public record ReplayError(
            int replayed, int missing, BigDecimal medianSeconds, BigDecimal meanSeconds, Waited recorded) {}

    /**
     * What administrators did meanwhile.
     *
     * @param drains how often a node or devices of it were set aside, as they are in both replays
     * @param reservations that were for a time of it, as they are in both replays
     * @param unknown what no record tells, in sentences
     */
    public record SiteRecord(int drains, int reservations, List<String> unknown) {
        public SiteRecord {
            unknown = List.copyOf(unknown);
        }
    }

    /** @param gpusBefore held, in GPUs; without GPUs at the site 0 */
    public record CurvePoint(
            Instant from,
            BigDecimal waitingBefore,
            BigDecimal waitingAfter,
            BigDecimal gpusBefore,
            BigDecimal gpusAfter) {}
}
