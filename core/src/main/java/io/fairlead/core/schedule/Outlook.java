package io.fairlead.core.schedule;

import io.fairlead.core.backfill.Easy;
import io.fairlead.core.backfill.Forecast;
import io.fairlead.core.backfill.Line;
import io.fairlead.core.backfill.Waiting;
import io.fairlead.core.job.JobId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * When waiting jobs will probably start: the same passes played forward, once with everybody running as long as their
 * owner's last jobs did and once with everybody running up to the limit. On copies of its own, so that it costs the writer
 * only their making.
 */
public final class Outlook {
    private final Easy<Demand, Yard.Held> easy;
    private final Yard yard;
    private final Line<Demand> line;
    private final Collection<Running> running;
    private final long now;

    /** @param start seconds since 1970 */
    record Running(Waiting<Demand> job, Yard.Held held, long start) {}

    /**
     * When a job will probably start.
     *
     * @param early the earlier of the two reckonings
     * @param late the later of the two, but not after what was promised; empty where it depends on a job without a limit
     */
    public record Estimate(Instant early, Optional<Instant> late) {}

    Outlook(Easy<Demand, Yard.Held> easy, Yard yard, Line<Demand> line, Collection<Running> running, Instant now) {
        this.yard = yard.copy();
        this.line = line.copy();
        this.easy = easy.copy(this.yard, this.line);
        this.running = List.copyOf(running);
        this.now = Bounds.seconds(now);
    }

    /** Of one. */
    public Optional<Estimate> of(JobId job) {
        return Optional.ofNullable(estimates().get(job));
    }

    /** Of every waiting job that takes part in passes and for which one can be made. */
    public Map<JobId, Estimate> estimates() {
        Map<JobId, Long> probable = starts(Waiting::predicted);
        Map<JobId, Long> latest = starts(Waiting::limit);
        Map<JobId, Estimate> estimates = new TreeMap<>();
        probable.forEach((id, start) -> {
            Optional<Long> late = Optional.ofNullable(latest.get(id));
            long early = Math.min(start, late.orElse(start));
            estimates.put(
                    id,
                    new Estimate(
                            Instant.ofEpochSecond(early), late.map(it -> Instant.ofEpochSecond(Math.max(it, start)))));
        });
        easy.promise().ifPresent(promise -> {
            JobId id = Order.id(promise.job());
            Instant by = Instant.ofEpochSecond(promise.start());
            Optional<Instant> early =
                    Optional.ofNullable(estimates.get(id)).map(Estimate::early).filter(by::isAfter);
            estimates.put(id, new Estimate(early.orElse(by), Optional.of(by)));
        });
        return estimates;
    }

    private Map<JobId, Long> starts(ToLongFunction<Waiting<Demand>> expected) {
        List<Forecast.Running<Demand, Yard.Held>> ends = running.stream()
                .filter(it -> expected.applyAsLong(it.job()) < Waiting.UNBOUNDED)
                .map(it -> new Forecast.Running<>(
                        it.job(),
                        it.held(),
                        Forecast.end(
                                now,
                                it.start(),
                                expected.applyAsLong(it.job()),
                                it.held().until())))
                .toList();
        Map<JobId, Long> starts = new HashMap<>();
        new Forecast<>(easy, yard, line, ends, expected)
                .starts()
                .forEach(start -> starts.put(Order.id(start.job()), start.at()));
        return starts;
    }
}
