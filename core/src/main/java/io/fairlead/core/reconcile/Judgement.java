package io.fairlead.core.reconcile;

import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Retries;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.job.Stop;
import io.fairlead.core.problem.Problem;
import java.util.Optional;

/** What the end of a container means for its job. */
final class Judgement {
    private Judgement() {}

    /** @param attempt over, with its logs complete */
    static Change of(Job job, Attempt attempt, Observation.LogsDrained kept) {
        Optional<Exit> ownEnd = attempt.exit().filter(exit -> isHalted(job, attempt) && isGood(job, exit));
        return ownEnd.map(exit -> byExit(job, attempt, exit, kept))
                .or(() -> stopped(job, attempt))
                .or(() -> attempt.exit().map(exit -> byExit(job, attempt, exit, kept)))
                .orElseGet(() -> NextAttempt.failed(
                        job,
                        attempt,
                        Retries.Cause.ENGINE_FAILURE,
                        ReconcileProblems.VANISHED.reason("container", attempt.container())));
    }

    private static boolean isHalted(Job job, Attempt attempt) {
        return job.cancelRequestedAt().isEmpty()
                && attempt.stop()
                        .filter(stop -> stop.cause() == Stop.Cause.HALT)
                        .isPresent();
    }

    /** It came to its own end before the signal did. */
    private static boolean isGood(Job job, Exit exit) {
        return !exit.outOfMemory()
                && job.submission().definition().expect().exitCodes().contains(exit.code());
    }

    /** The outcome of an attempt that was to be stopped, whatever it ended with; another attempt only where it was halted. */
    static Optional<Change> stopped(Job job, Attempt attempt) {
        if (job.cancelRequestedAt().isPresent()) {
            return Optional.of(
                    ended(job, attempt, JobState.CANCELLED, Optional.of(ReconcileProblems.CANCELLED.reason())));
        }
        return attempt.stop().map(stop -> switch (stop.cause()) {
            case CANCEL -> ended(job, attempt, JobState.CANCELLED, Optional.of(ReconcileProblems.CANCELLED.reason()));
            case RETIRE -> ended(job, attempt, JobState.FINISHED, Optional.of(ReconcileProblems.RETIRED.reason()));
            case MAX_DURATION -> timeIsUp(job, attempt);
            case DISK_USE -> ended(job, attempt, JobState.FAILED, job.reason());
            case IDLE -> ended(job, attempt, JobState.FINISHED, job.reason());
            case HALT -> halted(job, attempt);
        });
    }

    /** Who had not begun has lost nothing; of the others only a restartable job goes on. */
    private static Change halted(Job job, Attempt attempt) {
        Problem why = job.reason().orElseGet(ReconcileProblems.HALTED::reason);
        boolean goesOn = job.submission().definition().scheduling().restartable()
                || attempt.times().running().isEmpty();
        return goesOn ? NextAttempt.halted(job, attempt, why) : failed(job, attempt, why);
    }

    /** Its maxDuration is used up: a session has finished, any other job failed. */
    static Change timeIsUp(Job job, Attempt attempt) {
        Scheduling scheduling = job.submission().definition().scheduling();
        return scheduling.session()
                ? ended(
                        job,
                        attempt,
                        JobState.FINISHED,
                        scheduling.maxDuration().map(ReconcileProblems::sessionTime))
                : ended(job, attempt, JobState.FAILED, scheduling.maxDuration().map(ReconcileProblems::maxDuration));
    }

    private static Change byExit(Job job, Attempt attempt, Exit exit, Observation.LogsDrained kept) {
        if (exit.outOfMemory()) {
            Placement placement = attempt.placements().getFirst();
            return NextAttempt.failed(
                    job, attempt, Retries.Cause.OUT_OF_MEMORY, ReconcileProblems.outOfMemory(placement.memory()));
        }
        if (exit.code() != 0 && kept.neverRan().isPresent()) {
            return failed(job, attempt, kept.neverRan().get());
        }
        JobDefinition definition = job.submission().definition();
        if (exit.code() == NextAttempt.RESTART_CODE && definition.scheduling().restartable()) {
            return NextAttempt.asked(job, attempt);
        }
        Optional<Problem> wrong = exit.error()
                .filter(_ -> exit.code() != 0 && job.submission().isBuild())
                .map(cause -> ReconcileProblems.BUILD.reason("cause", cause))
                .or(() -> Expectation.unmet(definition.expect(), exit.code(), kept.record()));
        Retries.Cause cause = definition.expect().exitCodes().contains(exit.code())
                ? Retries.Cause.EXPECTATION
                : Retries.Cause.EXIT_CODE;
        return wrong.map(why -> NextAttempt.failed(job, attempt, cause, why))
                .orElseGet(() -> ended(job, attempt, JobState.FINISHED, Optional.empty()));
    }

    static Change failed(Job job, Attempt attempt, Problem reason) {
        return ended(job, attempt, JobState.FAILED, Optional.of(reason));
    }

    private static Change ended(Job job, Attempt attempt, JobState to, Optional<Problem> reason) {
        return new Change.Ended(job.id(), attempt.number(), to, reason);
    }
}
