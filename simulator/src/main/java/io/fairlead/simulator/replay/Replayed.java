package io.fairlead.simulator.replay;

import io.fairlead.core.job.JobId;
import io.fairlead.core.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What came of a replay.
 *
 * @param starts the first start of each job that started
 * @param refused jobs that were not admitted, or could not start at once as they had to, and why
 * @param parts of the span, in order
 * @param gpusPercent of the GPUs that were held, over the span; 0 where there are none
 * @param coresPercent the same of CPUs
 */
public record Replayed(
        Map<JobId, Instant> starts,
        Map<JobId, Problem> refused,
        List<Part> parts,
        double gpusPercent,
        double coresPercent) {
    private static final double PERCENT = 100;

    /**
     * Means over a part of the span.
     *
     * @param waiting jobs
     * @param gpusMilli held, in GPU-equivalents
     */
    public record Part(Instant from, double waiting, double gpusMilli, double coresMilli) {}

    public Replayed {
        starts = Map.copyOf(starts);
        refused = Map.copyOf(refused);
        parts = List.copyOf(parts);
    }

    static Replayed of(Map<JobId, Instant> starts, Map<JobId, Problem> refused, Gauge gauge, Terms terms) {
        List<Part> parts = gauge.parts();
        return new Replayed(
                starts,
                refused,
                parts,
                percent(parts.stream().mapToDouble(Part::gpusMilli).average().orElse(0), terms.gpusMilli()),
                percent(parts.stream().mapToDouble(Part::coresMilli).average().orElse(0), terms.coresMilli()));
    }

    private static double percent(double held, long of) {
        return of == 0 ? 0 : PERCENT * held / of;
    }
}
