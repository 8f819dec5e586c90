package io.fairlead.server.control;

import io.fairlead.core.idle.Idleness;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.reconcile.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the writer remembers about carrying out one attempt; lost at a restart without harm, since the record says what
 * should be and a look says what is. At most one effect of an attempt is under way.
 */
final class Pursuit {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private @Nullable Effect underWay;
    private Instant notBefore = Instant.MIN;
    private Instant noSignalBefore = Instant.MIN;
    private int tries;
    private boolean mustLook;
    private Optional<Problem> givenUp = Optional.empty();
    private Idleness idleness = Idleness.UNKNOWN;
    private Optional<Instant> firstMissed = Optional.empty();

    Idleness idleness() {
        return idleness;
    }

    void know(Idleness now) {
        idleness = now;
    }

    boolean isBusy() {
        return underWay != null;
    }

    void begin(Effect effect) {
        underWay = effect;
    }

    /** The effect under way has an outcome, if it is of this kind. */
    void finished(Class<? extends Effect> kind) {
        if (kind.isInstance(underWay)) {
            underWay = null;
        }
    }

    boolean isLooking() {
        return underWay instanceof Effect.Look;
    }

    /** Whether the next effect may begin; pauses that are over are forgotten. */
    boolean isFree(Instant now) {
        if (isBusy() || now.isBefore(notBefore)) {
            return false;
        }
        notBefore = Instant.MIN;
        if (!now.isBefore(noSignalBefore)) {
            noSignalBefore = Instant.MIN;
        }
        return true;
    }

    /** The given instant, or the end of the pause where that comes later. */
    Instant notBefore(Instant then) {
        return then.isBefore(notBefore) ? notBefore : then;
    }

    /** The container is not to be started any more: it is removed, and only then has the start failed for this reason. */
    void giveUp(Problem why) {
        givenUp = Optional.of(why);
    }

    /** It has started after all. */
    void goOn() {
        givenUp = Optional.empty();
    }

    Optional<Problem> givenUp() {
        return givenUp;
    }

    void pauseUntil(Instant then) {
        notBefore = then;
    }

    /** A kill was delivered: no other before then, although it may be looked whether it has died. */
    void noSignalUntil(Instant then) {
        noSignalBefore = then;
    }

    /** Asked where it {@link #isFree}. */
    boolean maySignal() {
        return noSignalBefore.equals(Instant.MIN);
    }

    /** Nothing else may be done before the container was looked at: an answer got lost, or a hint came. */
    void lookFirst() {
        mustLook = true;
    }

    boolean mustLook() {
        return mustLook;
    }

    /** Counts a failure and waits twice as long as the last time. */
    int failed(Instant now) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries, 10));
        notBefore = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        return ++tries;
    }

    /** A failure that is the engine's being away: it waits, and does not count. */
    void engineAway(Instant now) {
        notBefore = now.plus(FIRST_PAUSE.multipliedBy(8));
    }

    void succeeded() {
        tries = 0;
        notBefore = Instant.MIN;
    }

    /** The engine says that the container is not there; the answer is since when it has been saying so. */
    Instant missed(Instant now) {
        if (firstMissed.isEmpty()) {
            firstMissed = Optional.of(now);
        }
        return firstMissed.get();
    }

    /** The engine answered how the container is. */
    void looked() {
        mustLook = false;
    }

    void seen() {
        firstMissed = Optional.empty();
    }

    /** When waiting is over; empty while an effect is under way or nothing has to wait. */
    Optional<Instant> wakeAt() {
        Instant then = notBefore.equals(Instant.MIN) ? noSignalBefore : notBefore;
        return isBusy() || then.equals(Instant.MIN) ? Optional.empty() : Optional.of(then);
    }
}
