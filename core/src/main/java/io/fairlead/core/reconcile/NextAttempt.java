package io.fairlead.core.reconcile;

import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.AttemptState;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Retries;
import io.fairlead.core.problem.Problem;
import java.time.Duration;
import java.util.Optional;

/** Which jobs get another attempt after one that is over, and how long they wait for it. */
final class NextAttempt {
    /** With this code a restartable job asks for its next attempt, as Slices scripts do. */
    static final int RESTART_CODE = 123;

    /** All attempts of one job, whatever each of them ended for. */
    static final int ATTEMPTS_MAX = 1000;

    /** An attempt that ran this long got something done. */
    private static final Duration GOOD_RUN = Duration.ofMinutes(1);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int DOUBLINGS_MAX = 10;

    private NextAttempt() {}

    /** The attempt saved its state and asks for the next one; there is none once the job's time or its attempts are used up. */
    static Change asked(Job job, Attempt attempt) {
        return halted(job, attempt, ReconcileProblems.ASKED_AGAIN.reason());
    }

    /** The attempt gave up its place: the same. */
    static Change halted(Job job, Attempt attempt, Problem why) {
        if (attempt.number() >= ATTEMPTS_MAX) {
            return Judgement.failed(job, attempt, ReconcileProblems.attempts(ATTEMPTS_MAX));
        }
        return hasTime(job, attempt) ? again(job, attempt, AttemptState.HALTED, why) : Judgement.timeIsUp(job, attempt);
    }

    /** The machine was restarted beneath the attempt. */
    static Change lost(Job job, Attempt attempt, Problem why) {
        return job.submission().definition().scheduling().restartable() && attempt.number() < ATTEMPTS_MAX
                ? again(job, attempt, AttemptState.FAILED, why)
                : failed(job, attempt, Retries.Cause.NODE_LOSS, why);
    }

    /** The attempt failed: another one where the job's retries cover that, else the job failed with it. */
    static Change failed(Job job, Attempt attempt, Retries.Cause cause, Problem why) {
        boolean goesOn =
                retries(job).covers(cause, job.retried()) && attempt.number() < ATTEMPTS_MAX && hasTime(job, attempt);
        return goesOn
                ? new Change.Requeued(job.id(), attempt.number(), AttemptState.FAILED, counted(job, cause, why), true)
                : Judgement.failed(job, attempt, why);
    }

    /** The image of a job that waits could not be brought. */
    static Change imageFailed(Job job, Problem why, boolean retryable) {
        return retryable && retries(job).covers(Retries.Cause.IMAGE_PULL, job.retried())
                ? new Change.PullRetried(job.id(), counted(job, Retries.Cause.IMAGE_PULL, why))
                : new Change.Ended(job.id(), 0, JobState.FAILED, Optional.of(why));
    }

    private static Change again(Job job, Attempt attempt, AttemptState as, Problem why) {
        return new Change.Requeued(job.id(), attempt.number(), as, why, false);
    }

    private static Problem counted(Job job, Retries.Cause cause, Problem why) {
        return ReconcileProblems.retry(
                why, cause, job.retried() + 1, retries(job).max());
    }

    private static Retries retries(Job job) {
        return job.submission().definition().scheduling().retries();
    }

    /** Whether something of its maxDuration is left, which counts over all attempts. */
    private static boolean hasTime(Job job, Attempt attempt) {
        Duration ran = job.ranBefore()
                .plus(attempt.times().exited().map(attempt.times()::ranUntil).orElse(Duration.ZERO));
        return job.submission()
                .definition()
                .scheduling()
                .maxDuration()
                .map(most -> ran.compareTo(most) < 0)
                .orElse(true);
    }

    /**
     * How long a job waits between an attempt that asked for another one, or was retried, and that one: nothing after a good
     * run, and after short ones longer each time, so that a script that only fails does not keep the machine busy.
     *
     * @param last over
     */
    static Duration pause(Job job, Attempt last) {
        boolean asked = last.state() == AttemptState.HALTED
                && last.exit()
                        .map(Exit::code)
                        .filter(code -> code == RESTART_CODE)
                        .isPresent();
        boolean retried = job.reason()
                .map(Problem::code)
                .filter(ReconcileProblems.RETRY.code()::equals)
                .isPresent();
        boolean isShort = last.times()
                        .ended()
                        .map(last.times()::ranUntil)
                        .orElse(GOOD_RUN)
                        .compareTo(GOOD_RUN)
                < 0;
        if (!(asked || retried) || !isShort) {
            return Duration.ZERO;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(last.number() - 1, DOUBLINGS_MAX));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
