package io.fairlead.core.schedule;

import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.share.Quotas;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** An attempt that holds a place, and what that is to a pass. */
record Holder(Job job, Attempt attempt, Held held) {
    /** In the order in which they came to their places: who came first is in the quota first. */
    static final Comparator<Holder> FIRST = Comparator.<Holder, Instant>comparing(
                    it -> it.attempt().times().assigned())
            .thenComparing(it -> it.job().id());

    /** It is being stopped, and is not later than it may be. */
    boolean leaves(long now) {
        return isStopped() && held.until() >= now;
    }

    boolean isStopped() {
        return attempt.stop().isPresent();
    }

    /** Until when it is not preempted, from the beginning of its run; empty where it has not begun and its time has not either. */
    Optional<Instant> safeUntil(Quotas quotas) {
        Duration least = quotas.safe(job.submission().definition().scheduling().minDuration());
        return least.isZero()
                ? Optional.of(Instant.EPOCH)
                : attempt.times().running().map(start -> start.plus(least));
    }

    /** What would be lost if it went now, in milli-GPU-seconds: what it used since it began to run. */
    long loss(Instant now) {
        return attempt.times().ranUntil(now).toSeconds() * held.claimed().rate();
    }
}
