package io.fairlead.core.reconcile;

import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.AttemptState;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.job.Stop;
import io.fairlead.core.problem.Problem;
import java.time.Duration;
import java.util.Optional;

/** What the end of a container means for its job. */
final class Judgement {
    /** With this code a restartable job asks for its next attempt, as Slices scripts do. */
    static final int RESTART_CODE = 123;

    /** An attempt that ran this long got something done. */
    private static final Duration GOOD_RUN = Duration.ofMinutes(1);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int DOUBLINGS_MAX = 10;

    private Judgement() {}

    /** @param attempt over, with its logs complete */
    static Change of(Job job, Attempt attempt, Observation.LogsDrained kept) {
        if (job.cancelRequestedAt().isPresent()) {
            return ended(job, attempt, JobState.CANCELLED, Optional.of(ReconcileProblems.CANCELLED.reason()));
        }
        if (isStoppedFor(attempt, Stop.Cause.RETIRE)) {
            return ended(job, attempt, JobState.FINISHED, Optional.of(ReconcileProblems.RETIRED.reason()));
        }
        if (isStoppedFor(attempt, Stop.Cause.MAX_DURATION)) {
            Scheduling scheduling = job.submission().definition().scheduling();
            return scheduling.session()
                    ? ended(
                            job,
                            attempt,
                            JobState.FINISHED,
                            scheduling.maxDuration().map(ReconcileProblems::sessionTime))
                    : ended(
                            job,
                            attempt,
                            JobState.FAILED,
                            scheduling.maxDuration().map(ReconcileProblems::maxDuration));
        }
        if (attempt.stop().filter(stop -> stop.cause() == Stop.Cause.DISK_USE).isPresent()) {
            return ended(job, attempt, JobState.FAILED, job.reason());
        }
        return attempt.exit()
                .map(exit -> byExit(job, attempt, exit, kept))
                .orElseGet(() -> ended(
                        job,
                        attempt,
                        JobState.FAILED,
                        Optional.of(ReconcileProblems.VANISHED.reason("container", attempt.container()))));
    }

    static boolean isStoppedFor(Attempt attempt, Stop.Cause cause) {
        return attempt.stop().filter(stop -> stop.cause() == cause).isPresent();
    }

    private static Change byExit(Job job, Attempt attempt, Exit exit, Observation.LogsDrained kept) {
        if (exit.outOfMemory()) {
            Placement placement = attempt.placements().getFirst();
            return failed(job, attempt, ReconcileProblems.outOfMemory(placement.memory()));
        }
        if (exit.code() != 0 && kept.neverRan().isPresent()) {
            return failed(job, attempt, kept.neverRan().get());
        }
        if (exit.code() == RESTART_CODE
                && job.submission().definition().scheduling().restartable()) {
            return new Change.Requeued(
                    job.id(), attempt.number(), AttemptState.HALTED, ReconcileProblems.ASKED_AGAIN.reason());
        }
        Optional<Problem> wrong = exit.error()
                .filter(_ -> exit.code() != 0 && job.submission().isBuild())
                .map(cause -> ReconcileProblems.BUILD.reason("cause", cause))
                .or(() -> Expectation.unmet(job.submission().definition().expect(), exit.code(), kept.record()));
        return wrong.map(why -> failed(job, attempt, why))
                .orElseGet(() -> ended(job, attempt, JobState.FINISHED, Optional.empty()));
    }

    /**
     * How long a job waits between an attempt that asked for another one and that one: nothing after a good run, and after
     * short ones longer each time, so that a script that only fails does not keep the machine busy.
     */
    static Duration pause(Attempt attempt) {
        boolean asked = attempt.state() == AttemptState.HALTED
                && attempt.exit().filter(exit -> exit.code() == RESTART_CODE).isPresent();
        boolean isShort = attempt.times()
                        .ended()
                        .map(attempt.times()::ranUntil)
                        .orElse(GOOD_RUN)
                        .compareTo(GOOD_RUN)
                < 0;
        if (!asked || !isShort) {
            return Duration.ZERO;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt.number() - 1, DOUBLINGS_MAX));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    static Change failed(Job job, Attempt attempt, Problem reason) {
        return ended(job, attempt, JobState.FAILED, Optional.of(reason));
    }

    static Change ended(Job job, Attempt attempt, JobState to, Optional<Problem> reason) {
        return new Change.Ended(job.id(), attempt.number(), to, reason);
    }
}
