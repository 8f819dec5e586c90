package io.fairlead.core.share;

import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What ended attempts used, by project and user, in whole milli-GPU-seconds. Kept in steps of a sixteenth of the half-life: what
 * was used in a step counts in full until the step is over, then less with each. Sums of whole numbers, so that the same
 * attempts give the same usage in whatever order they are told.
 */
public final class Usage {
    private static final int STEPS_IN_HALF_LIFE = 16;

    /** What is older than this counts as nothing: a thousandth is left of it. */
    private static final int STEPS_KEPT = 10 * STEPS_IN_HALF_LIFE;

    private static final int FRACTION_BITS = 16;
    private static final long[] LEFT = left();

    private final Shares shares;
    private final long step;
    private final Map<Account, TreeMap<Long, Long>> used = new HashMap<>();

    public Usage(Shares shares) {
        this.shares = shares;
        this.step = shares.halfLife().toSeconds() / STEPS_IN_HALF_LIFE;
    }

    private static long[] left() {
        long[] left = new long[STEPS_KEPT + 1];
        for (int i = 0; i < left.length; i++) {
            left[i] = Math.round(StrictMath.pow(2, FRACTION_BITS - (double) i / STEPS_IN_HALF_LIFE));
        }
        return left;
    }

    public Shares shares() {
        return shares;
    }

    /** How far back the past counts. */
    public Duration reach() {
        return Duration.ofSeconds(step * (STEPS_KEPT + 1));
    }

    /** Whatever was used within one step since 1970 counts alike. */
    public Duration step() {
        return Duration.ofSeconds(step);
    }

    /** Folds one change: whether by it an attempt gave back what it held. */
    public void moved(Optional<Job> before, Job after) {
        Optional<Attempt> free = after.attempt().filter(attempt -> !attempt.holding());
        if (free.isPresent()
                && before.flatMap(Job::attempt).filter(Attempt::holding).isPresent()) {
            ended(Account.of(after), Span.of(free.get(), after.since()));
        }
    }

    /** An attempt has given back what it held. */
    public void ended(Account by, Span span) {
        TreeMap<Long, Long> steps = used.computeIfAbsent(by, _ -> new TreeMap<>());
        long last = Math.floorDiv(span.to(), step);
        for (long at = Math.max(Math.floorDiv(span.from(), step), last - STEPS_KEPT); at <= last; at++) {
            steps.merge(at, within(span, at), Long::sum);
        }
        steps.headMap(steps.lastKey() - STEPS_KEPT).clear();
    }

    /** Everybody's, as it counts at this time, in seconds since 1970. */
    public Map<Account, Long> at(long now) {
        Map<Account, Long> counts = new HashMap<>();
        used.forEach((account, steps) -> {
            long current = Math.floorDiv(now, step);
            long sum = 0;
            for (Map.Entry<Long, Long> one : steps.tailMap(current - STEPS_KEPT).entrySet()) {
                sum += counted(one.getValue(), current - one.getKey());
            }
            counts.put(account, sum);
        });
        return counts;
    }

    /** The same of one attempt, as if it had ended at this time or when it has. */
    public long of(Span span, long now) {
        long current = Math.floorDiv(now, step);
        long sum = 0;
        for (long at = Math.max(Math.floorDiv(span.from(), step), current - STEPS_KEPT);
                at <= Math.floorDiv(span.to(), step);
                at++) {
            sum += counted(within(span, at), current - at);
        }
        return sum;
    }

    private long within(Span span, long at) {
        long from = Math.max(span.from(), at * step);
        long to = Math.min(span.to(), (at + 1) * step);
        return (to - from) * span.rate();
    }

    private static long counted(long amount, long age) {
        return (amount * LEFT[Math.clamp(age, 0, STEPS_KEPT)]) >> FRACTION_BITS;
    }
}
