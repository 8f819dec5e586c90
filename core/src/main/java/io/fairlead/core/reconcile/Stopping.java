package io.fairlead.core.reconcile;

import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.job.Stop;
import io.fairlead.core.reconcile.Effect.Signal.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which signal a running attempt that is to end gets next, and when: the stop signal, and after the grace period the kill. A
 * restartable job that is halted is told to save its state a grace period before that, never beyond its time.
 */
final class Stopping {
    private static final String KILL = "SIGKILL";

    /** Scripts for Slices save their state when it comes, and end with 123. */
    private static final String SAVE = "SIGUSR1";

    /** Whatever the clock says. */
    private static final Instant AT_ONCE = Instant.EPOCH;

    private Stopping() {}

    /** A signal, and from when on it may be sent. */
    record Due(Instant at, Step step) {
        String signal(Job job) {
            return switch (step) {
                case SAVE -> SAVE;
                case STOP -> job.submission().definition().docker().stopSignal().name();
                case KILL -> KILL;
            };
        }
    }

    /** @return empty only where nothing could ever be due */
    static Optional<Due> due(Job job, Attempt attempt, Stop stop) {
        if (stop.killedAt().isPresent()) {
            return stop.killedAt().map(at -> new Due(at, Step.KILL));
        }
        if (isAtOnce(job, stop)) {
            return Optional.of(new Due(AT_ONCE, Step.KILL));
        }
        if (stop.signalledAt().isPresent()) {
            return stop.signalledAt().map(at -> new Due(at.plus(grace(job)), Step.KILL));
        }
        if (stop.warnedAt().isPresent()) {
            Instant saved = stop.warnedAt().get().plus(grace(job));
            Instant end =
                    Reconcile.deadline(job, attempt).filter(saved::isAfter).orElse(saved);
            return Optional.of(new Due(end, Step.STOP));
        }
        Instant settled = stop.signalAt(attempt.times().running()).orElse(AT_ONCE);
        return Optional.of(new Due(settled, savesFirst(job, stop) ? Step.SAVE : Step.STOP));
    }

    /** When something is due that a moment ago was not; empty where only an observation helps. */
    static Optional<Instant> wakeAt(Job job, Attempt attempt, Stop stop) {
        return attempt.state().isRunning() && stop.killedAt().isEmpty()
                ? due(job, attempt, stop).map(Due::at).filter(at -> at.isAfter(stop.askedAt()))
                : Optional.empty();
    }

    /** A grace period would be filled with more of the same, or its owner does not want one. */
    private static boolean isAtOnce(Job job, Stop stop) {
        return stop.cause() == Stop.Cause.DISK_USE
                || (stop.cause() == Stop.Cause.HALT && scheduling(job).allowHaltWithoutSignal());
    }

    private static boolean savesFirst(Job job, Stop stop) {
        return stop.cause() == Stop.Cause.HALT && scheduling(job).restartable();
    }

    /** How long a halt takes at most between the wish and the kill. */
    static Duration longestHalt(Job job) {
        Scheduling scheduling = scheduling(job);
        return scheduling.allowHaltWithoutSignal()
                ? Duration.ZERO
                : scheduling.gracePeriod().multipliedBy(scheduling.restartable() ? 2 : 1);
    }

    private static Scheduling scheduling(Job job) {
        return job.submission().definition().scheduling();
    }

    private static Duration grace(Job job) {
        return scheduling(job).gracePeriod();
    }
}
