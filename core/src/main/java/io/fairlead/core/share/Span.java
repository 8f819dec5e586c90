package io.fairlead.core.share;

import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import java.time.Instant;

/**
 * What one attempt used.
 *
 * @param from seconds since 1970, when its allocation was taken
 * @param to seconds since 1970, when that was free again; not before {@code from}
 * @param rate thousandths of a GPU, or of its equal in CPUs, 1 or more
 */
public record Span(long from, long to, long rate) {
    /** So many CPUs count as one GPU; of what a job holds, the greater of GPUs and CPUs counts. */
    public static final int CPUS_PER_GPU = 16;

    public Span {
        to = Math.max(from, to);
    }

    /** Of an attempt that holds nothing any more, or does until {@code now}. */
    public static Span of(Attempt attempt, Instant now) {
        long gpus = 0;
        long cores = 0;
        for (Placement placement : attempt.placements()) {
            gpus += placement.gpus().milli();
            cores += placement.cores().milli();
        }
        Instant end = attempt.holding()
                ? now
                : attempt.times().exited().or(attempt.times()::ended).orElse(now);
        return new Span(attempt.times().assigned().getEpochSecond(), end.getEpochSecond(), rate(gpus, cores));
    }

    /** What a job that holds this much uses in a second. */
    public static long rate(Gpus gpus, Cores cpus) {
        return rate(gpus.milli(), cpus.milli());
    }

    /** The same in thousandths of GPUs and of CPUs. */
    public static long rate(long gpusMilli, long cpusMilli) {
        return Math.max(1, Math.max(gpusMilli, cpusMilli / CPUS_PER_GPU));
    }
}
