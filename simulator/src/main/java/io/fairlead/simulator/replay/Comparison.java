package io.fairlead.simulator.replay;

import io.fairlead.core.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Two replays of the same jobs side by side. Waits are compared for the jobs that started in both.
 *
 * @param overall of all of them
 * @param projects by name
 * @param users by login
 * @param moved those that start at least a second earlier or later, the greatest difference first
 * @param lost counted jobs that start only in the first
 * @param won counted jobs that start only in the second
 * @param error how far starts of the first replay are from the recorded ones: |difference|, of the jobs that started in it
 * @param recorded what was recorded of the same
 */
public record Comparison(
        Pair overall,
        List<Named> projects,
        List<Named> users,
        List<Moved> moved,
        List<PastJob> lost,
        List<PastJob> won,
        Waits error,
        Waits recorded) {
    private static final Duration SAME = Duration.ofSeconds(1);
    private static final double NANOS = 1e9;

    /** The same jobs' waits. */
    public record Pair(Waits before, Waits after) {}

    public record Named(String name, Pair waits) {}

    /** A job that starts at another time. */
    public record Moved(PastJob job, Instant before, Instant after) {
        /** Below zero: earlier. */
        public Duration by() {
            return Duration.between(before, after);
        }
    }

    /** @param jobs those played in both */
    public static Comparison of(List<PastJob> jobs, Replayed first, Replayed second) {
        List<PastJob> counted = jobs.stream()
                .filter(PastJob::counted)
                .sorted(Comparator.comparing(PastJob::enters).thenComparing(PastJob::id))
                .toList();
        List<PastJob> inFirst = started(counted, first);
        List<PastJob> both = started(inFirst, second);
        return new Comparison(
                pair(both, first, second),
                named(both, PastJob::project, it -> pair(it, first, second)),
                named(both, PastJob::user, it -> pair(it, first, second)),
                moved(both, first, second),
                inFirst.stream()
                        .filter(job -> !second.starts().containsKey(job.id()))
                        .toList(),
                started(counted, second).stream()
                        .filter(job -> !first.starts().containsKey(job.id()))
                        .toList(),
                Waits.of(inFirst.stream()
                        .map(job -> Math.abs(seconds(job.started(), start(first, job.id()))))
                        .toList()),
                Waits.of(inFirst.stream()
                        .map(job -> seconds(job.enters(), job.started()))
                        .toList()));
    }

    private static List<PastJob> started(List<PastJob> jobs, Replayed in) {
        return jobs.stream().filter(job -> in.starts().containsKey(job.id())).toList();
    }

    private static Pair pair(List<PastJob> jobs, Replayed first, Replayed second) {
        return new Pair(waits(jobs, first), waits(jobs, second));
    }

    private static Waits waits(List<PastJob> jobs, Replayed in) {
        return Waits.of(jobs.stream()
                .map(job -> seconds(job.enters(), start(in, job.id())))
                .toList());
    }

    private static List<Named> named(
            List<PastJob> jobs, Function<PastJob, String> name, Function<List<PastJob>, Pair> pair) {
        Map<String, List<PastJob>> groups = new TreeMap<>();
        jobs.forEach(job ->
                groups.computeIfAbsent(name.apply(job), _ -> new ArrayList<>()).add(job));
        return groups.entrySet().stream()
                .map(group -> new Named(group.getKey(), pair.apply(group.getValue())))
                .toList();
    }

    private static List<Moved> moved(List<PastJob> jobs, Replayed first, Replayed second) {
        return jobs.stream()
                .map(job -> new Moved(job, start(first, job.id()), start(second, job.id())))
                .filter(it -> it.by().abs().compareTo(SAME) >= 0)
                .sorted(Comparator.comparing((Moved it) -> it.by().abs())
                        .reversed()
                        .thenComparing(it -> it.job().id()))
                .toList();
    }

    private static Instant start(Replayed in, JobId id) {
        return Optional.ofNullable(in.starts().get(id)).orElseThrow();
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / NANOS;
    }
}
