package io.fairlead.core.schedule;

import io.fairlead.core.backfill.Easy;
import io.fairlead.core.backfill.Forecast;
import io.fairlead.core.backfill.Line;
import io.fairlead.core.backfill.Waiting;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * When waiting jobs will probably start: the same passes played forward, once with everybody running as long as their
 * owner's last jobs did and once with everybody running up to the limit. What is too far down a long queue for that is reckoned by
 * amounts ({@link Flow}). On copies of its own, so that it costs the writer only their making.
 */
public final class Outlook {
    /** How far passes are played, in classes looked at: a tenth of a second or two. */
    private static final long WORK_MOST = 200_000;

    private final Easy<Demand, Held> easy;
    private final Yard yard;
    private final Line<Demand> line;
    private final Coming coming;
    private final long now;
    private final long work;

    /** @param start seconds since 1970 */
    record Running(Waiting<Demand> job, Held held, long start) {
        static Running of(Job job, Waiting<Demand> entry, Held held) {
            Attempt attempt = job.attempt().orElseThrow();
            Instant start = attempt.times().running().orElse(attempt.times().assigned());
            return new Running(entry, held, Bounds.seconds(start));
        }
    }

    /**
     * What is known to change by itself.
     *
     * @param running who holds something
     * @param later who takes part in passes from a time on that is known
     */
    record Coming(List<Running> running, List<Forecast.Later<Demand>> later) {}

    /**
     * When a job will probably start.
     *
     * @param early the earlier of the two reckonings
     * @param late the later of the two, but not after what was promised; empty where it depends on a job without a limit
     * @param rough whether any of the two is by amounts alone, as too many start before it
     */
    public record Estimate(Instant early, Optional<Instant> late, boolean rough) {}

    Outlook(Easy<Demand, Held> easy, Yard yard, Line<Demand> line, Coming coming, Instant now) {
        this.yard = yard.copy();
        this.line = line.copy();
        this.easy = easy.copy(this.yard, this.line);
        this.coming = coming;
        this.now = Bounds.seconds(now);
        work = WORK_MOST;
    }

    private Outlook(Outlook other, long work) {
        yard = other.yard;
        line = other.line;
        easy = other.easy;
        coming = other.coming;
        now = other.now;
        this.work = work;
    }

    /** The same, with passes played only so far: for tests of what is beyond. */
    Outlook playing(long most) {
        return new Outlook(this, most);
    }

    /** Of one. */
    public Optional<Estimate> of(JobId job) {
        return Optional.ofNullable(estimates().get(job));
    }

    /** Of every waiting job that takes part in passes, or will from a time on that is known, and for which one can be made. */
    public Map<JobId, Estimate> estimates() {
        Reckoning probable = new Reckoning(Waiting::predicted);
        Reckoning latest = new Reckoning(Waiting::limit);
        if (probable.isCut() || latest.isCut()) {
            List<Waiting<Demand>> order = Flow.inTurn(yard.copy(), line);
            probable.flow(order);
            latest.flow(order);
        }
        Map<JobId, Estimate> estimates = HashMap.newHashMap(line.size());
        probable.starts.forEach((job, start) -> {
            Optional<Long> late = Optional.ofNullable(latest.starts.get(job));
            long early = Math.min(start, late.orElse(start));
            estimates.put(
                    Order.id(job),
                    new Estimate(
                            Instant.ofEpochSecond(early),
                            late.map(it -> Instant.ofEpochSecond(Math.max(it, start))),
                            !probable.played.contains(job) || (late.isPresent() && !latest.played.contains(job))));
        });
        easy.promise().ifPresent(promise -> {
            JobId id = Order.id(promise.job());
            Instant by = Instant.ofEpochSecond(promise.start());
            Optional<Instant> early =
                    Optional.ofNullable(estimates.get(id)).map(Estimate::early).filter(by::isAfter);
            estimates.put(id, new Estimate(early.orElse(by), Optional.of(by), false));
        });
        return estimates;
    }

    /** One of the two. */
    private final class Reckoning {
        private final ToLongFunction<Waiting<Demand>> expected;
        private final Forecast<Demand, Held> forecast;
        private final IdentityHashMap<Waiting<Demand>, Long> starts = new IdentityHashMap<>(line.size());
        private final Set<Waiting<Demand>> played = Collections.newSetFromMap(new IdentityHashMap<>());
        private long until = now;

        private Reckoning(ToLongFunction<Waiting<Demand>> expected) {
            this.expected = expected;
            forecast = new Forecast<>(easy, yard, line, ends(), expected).with(coming.later);
            for (Forecast.Start<Demand> start :
                    forecast.starts(work, yard.fleet().size())) {
                starts.put(start.job(), start.at());
                played.add(start.job());
                until = Math.max(until, start.at());
            }
        }

        private List<Forecast.Running<Demand, Held>> ends() {
            return coming.running.stream()
                    .filter(it ->
                            Math.min(expected.applyAsLong(it.job()), it.held().until()) < Waiting.UNBOUNDED)
                    .map(it -> new Forecast.Running<>(
                            it.job(),
                            it.held(),
                            Forecast.end(
                                    now,
                                    it.start(),
                                    expected.applyAsLong(it.job()),
                                    it.held().until())))
                    .toList();
        }

        private boolean isCut() {
            return forecast.isCut();
        }

        /** Those that do not start in what was played: up to the first that nobody knows the end of, in this order. */
        private void flow(List<Waiting<Demand>> order) {
            Flow flow = new Flow(yard.fleet(), until);
            forecast.running().forEach(it -> flow.add(it.held().shape(), it.end() - until));
            for (Waiting<Demand> job : order) {
                if (!starts.containsKey(job)) {
                    flow.start(job.demand().shape()).ifPresent(at -> starts.put(job, at));
                    if (expected.applyAsLong(job) >= Waiting.UNBOUNDED) {
                        return;
                    }
                    flow.add(job.demand().shape(), expected.applyAsLong(job));
                }
            }
            if (coming.later.isEmpty()) {
                return;
            }
            // In the line they are others than here, which ask for the same.
            Set<Long> known = starts.keySet().stream().map(Waiting::tie).collect(Collectors.toSet());
            coming.later.stream()
                    .filter(it -> !known.contains(it.job().tie()))
                    .forEach(it -> flow.start(it.job().demand().shape())
                            .ifPresent(at -> starts.put(it.job(), Math.max(at, it.from()))));
        }
    }
}
