package io.fairlead.core.schedule;

import io.fairlead.core.backfill.Waiting;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.Stop;
import io.fairlead.core.reconcile.Reconcile;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How long what a job holds is held at the latest, in whole seconds since 1970: what promises are made of. */
final class Bounds {
    /** Between the allocation and the start of the command; an engine that takes longer breaks promises. */
    static final Duration START_MOST = Duration.ofSeconds(60);

    /** Between the kill and the moment at which the container was seen to be gone. */
    static final Duration END_MOST = Duration.ofSeconds(60);

    private Bounds() {}

    /** Rounded up, as everything that promises are made of. */
    static long seconds(Instant at) {
        return roundedUp(Duration.ofSeconds(at.getEpochSecond(), at.getNano()));
    }

    /** The first moment that counts as this second. */
    static Instant begins(long second) {
        return Instant.ofEpochSecond(second - 1).plus(1, ChronoUnit.MICROS);
    }

    /** Seconds from the allocation until everything is free again; {@link Waiting#UNBOUNDED} where nobody knows. */
    static long limit(Job job) {
        return left(job)
                .map(left -> left.plus(grace(job)).plus(START_MOST).plus(END_MOST))
                .map(Bounds::roundedUp)
                .orElse(Waiting.UNBOUNDED);
    }

    /** When an attempt that holds something gives it back at the latest; beyond every time where nobody knows. */
    static long until(Job job, Attempt attempt) {
        return attempt.stop()
                .filter(stop -> stop.cause() == Stop.Cause.HALT)
                .map(stop -> Math.min(lasts(job, attempt), halted(job, stop.askedAt())))
                .orElseGet(() -> lasts(job, attempt));
    }

    /** When one that is halted from then on has given everything back at the latest. */
    static long halted(Job job, Instant from) {
        return seconds(from.plus(Reconcile.longestHalt(job)).plus(END_MOST));
    }

    private static long lasts(Job job, Attempt attempt) {
        Optional<Duration> left = left(job);
        if (left.isEmpty()) {
            return Waiting.UNBOUNDED;
        }
        Instant end = attempt.times()
                .running()
                .map(start -> start.plus(left.get()).plus(grace(job)).plus(END_MOST))
                .orElseGet(() -> attempt.times().assigned().plusSeconds(limit(job)));
        return seconds(end);
    }

    private static long roundedUp(Duration time) {
        return time.getSeconds() + (time.getNano() > 0 ? 1 : 0);
    }

    private static Optional<Duration> left(Job job) {
        return job.submission()
                .definition()
                .scheduling()
                .maxDuration()
                .map(most -> most.minus(job.ranBefore()))
                .map(left -> left.isNegative() ? Duration.ZERO : left);
    }

    private static Duration grace(Job job) {
        return job.submission().definition().scheduling().gracePeriod();
    }
}
