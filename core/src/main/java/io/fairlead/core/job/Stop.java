package io.fairlead.core.job;

import java.time.Instant;
import java.util.Optional;

/**
 * The wish to end a running attempt, from the first word to the kill.
 *
 * @param signalledAt when the stop signal was delivered; the grace period counts from here
 * @param killedAt when the kill was delivered; it proves nothing about the end
 */
public record Stop(Cause cause, Instant askedAt, Optional<Instant> signalledAt, Optional<Instant> killedAt) {
    /** Why an attempt is stopped. */
    public enum Cause {
        CANCEL,
        MAX_DURATION,
        /** A session that its owner no longer needs: it has then finished. */
        RETIRE,
        /** It wrote more outside of volumes than it may. */
        DISK_USE
    }

    public static Stop asked(Cause cause, Instant at) {
        return new Stop(cause, at, Optional.empty(), Optional.empty());
    }

    Stop signalled(Instant at) {
        return new Stop(cause, askedAt, signalledAt.or(() -> Optional.of(at)), killedAt);
    }

    Stop killed(Instant at) {
        return new Stop(cause, askedAt, signalledAt, killedAt.or(() -> Optional.of(at)));
    }
}
