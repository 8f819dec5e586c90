package io.fairlead.core.reconcile;

import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.AttemptState;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Stop;
import io.fairlead.core.problem.Problem;
import java.util.Optional;

/** What the end of a container means for its job. */
final class Judgement {
    /** With this code a restartable job asks for its next attempt, as Slices scripts do. */
    static final int RESTART_CODE = 123;

    private Judgement() {}

    /** @param attempt over, with its logs complete */
    static Change of(Job job, Attempt attempt) {
        if (job.cancelRequestedAt().isPresent()) {
            return ended(job, attempt, JobState.CANCELLED, Optional.of(ReconcileProblems.CANCELLED.reason()));
        }
        if (attempt.stop()
                .filter(stop -> stop.cause() == Stop.Cause.MAX_DURATION)
                .isPresent()) {
            return ended(
                    job,
                    attempt,
                    JobState.FAILED,
                    job.submission().definition().scheduling().maxDuration().map(ReconcileProblems::maxDuration));
        }
        return attempt.exit()
                .map(exit -> byExit(job, attempt, exit))
                .orElseGet(() -> ended(
                        job,
                        attempt,
                        JobState.FAILED,
                        Optional.of(ReconcileProblems.VANISHED.reason("container", attempt.container()))));
    }

    private static Change byExit(Job job, Attempt attempt, Exit exit) {
        if (exit.outOfMemory()) {
            Placement placement = attempt.placements().getFirst();
            return failed(job, attempt, ReconcileProblems.outOfMemory(placement.memory()));
        }
        if (exit.code() == 0) {
            return ended(job, attempt, JobState.FINISHED, Optional.empty());
        }
        if (exit.code() == RESTART_CODE
                && job.submission().definition().scheduling().restartable()) {
            return new Change.Requeued(
                    job.id(), attempt.number(), AttemptState.HALTED, ReconcileProblems.ASKED_AGAIN.reason());
        }
        return failed(job, attempt, ReconcileProblems.exitCode(exit.code()));
    }

    static Change failed(Job job, Attempt attempt, Problem reason) {
        return ended(job, attempt, JobState.FAILED, Optional.of(reason));
    }

    static Change ended(Job job, Attempt attempt, JobState to, Optional<Problem> reason) {
        return new Change.Ended(job.id(), attempt.number(), to, reason);
    }
}
