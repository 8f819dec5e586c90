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
    private static final long SETTLING_MILLIS = 1000;

    /** Why an attempt is stopped. */
    public enum Cause {
        CANCEL,
        MAX_DURATION,
        /** A session that its owner no longer needs: it has then finished. */
        RETIRE,
        /** It wrote more outside of volumes than it may. */
        DISK_USE,
        /** It has done nothing for longer than it may: it has then finished. */
        IDLE
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

    /**
     * When the stop signal may be sent. An engine says that a container runs before its first process can take signals, and
     * the kernel drops what reaches that process earlier; so a stop at once after the start waits. Reckoned from the wish,
     * so that an engine's clock that goes ahead delays nothing further.
     *
     * @param running when the attempt's command started, if it did
     * @return {@value #SETTLING_MILLIS} ms after the wish; empty where nothing is waited for
     */
    public Optional<Instant> signalAt(Optional<Instant> running) {
        return running.filter(start -> start.plusMillis(SETTLING_MILLIS).isAfter(askedAt))
                .map(_ -> askedAt.plusMillis(SETTLING_MILLIS));
    }
}
