package io.fairlead.core.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The wish to end a running attempt, from the first word to the kill.
 *
 * @param warnedAt when it was told to save its state, which goes before the stop signal where a restartable job is halted
 * @param signalledAt when the stop signal was delivered; the grace period counts from here
 * @param killedAt when the kill was delivered; it proves nothing about the end
 */
public record Stop(
        Cause cause,
        Instant askedAt,
        Optional<Instant> warnedAt,
        Optional<Instant> signalledAt,
        Optional<Instant> killedAt) {
    private static final long SETTLING_MILLIS = 1000;

    /** From the wish to the first signal at most. */
    public static final Duration SETTLING = Duration.ofMillis(SETTLING_MILLIS);

    /** Why an attempt is stopped. */
    public enum Cause {
        CANCEL,
        MAX_DURATION,
        /** A session that its owner no longer needs: it has then finished. */
        RETIRE,
        /** It wrote more outside of volumes than it may. */
        DISK_USE,
        /** It has done nothing for longer than it may: it has then finished. */
        IDLE,
        /** Its place is wanted for another job, or somebody asked for it: it may have a next attempt. */
        HALT;

        /** Whether the reason that the job shows says why, and this word alone does not. */
        public boolean isSaidByReason() {
            return this == DISK_USE || this == IDLE || this == HALT;
        }
    }

    public static Stop asked(Cause cause, Instant at) {
        return new Stop(cause, at, Optional.empty(), Optional.empty(), Optional.empty());
    }

    Stop warned(Instant at) {
        return new Stop(cause, askedAt, warnedAt.or(() -> Optional.of(at)), signalledAt, killedAt);
    }

    Stop signalled(Instant at) {
        return new Stop(cause, askedAt, warnedAt, signalledAt.or(() -> Optional.of(at)), killedAt);
    }

    Stop killed(Instant at) {
        return new Stop(cause, askedAt, warnedAt, signalledAt, killedAt.or(() -> Optional.of(at)));
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
