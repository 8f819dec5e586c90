package io.fairlead.core.job;

import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.runrecord.RunRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What the change log keeps: every edge of the two state machines and every fact they depend on. Folding the changes of
 * a job in order, with {@link Job#after}, gives the job; nothing else moves it.
 */
public sealed interface Change {
    JobId job();

    /** Admitted: the job as it was, queued or on hold. */
    record Submitted(Job admitted) implements Change {
        @Override
        public JobId job() {
            return admitted.id();
        }
    }

    record Held(JobId job) implements Change {}

    record Released(JobId job) implements Change {}

    /** The image is on the node: the job may be placed from now on. */
    record ImageArrived(JobId job) implements Change {}

    /** The allocation is taken, with the container names under which it will run. */
    record Assigned(JobId job, int attempt, List<Placement> placements) implements Change {
        public Assigned {
            placements = List.copyOf(placements);
        }
    }

    /** The create is about to be asked for. */
    record Starting(JobId job, int attempt) implements Change {}

    record Created(JobId job, int attempt) implements Change {}

    /** The container's settings equal the request. */
    record Bound(JobId job, int attempt) implements Change {}

    /** Observed running, since {@code startedAt} by the clock of the engine. */
    record Running(JobId job, int attempt, Instant startedAt) implements Change {
        public Running {
            startedAt = startedAt.truncatedTo(ChronoUnit.MICROS);
        }
    }

    /** Somebody wants it ended; it ends only once the container is known to be gone. */
    record CancelRequested(JobId job) implements Change {}

    record StopAsked(JobId job, int attempt, Stop.Cause cause) implements Change {}

    /**
     * The attempt is to give up its place.
     *
     * @param by the job that it is preempted for; empty where somebody asked for it
     */
    record HaltAsked(JobId job, int attempt, Optional<JobId> by, Problem why) implements Change {}

    /** A restartable job was told to save its state. */
    record HaltSignalled(JobId job, int attempt) implements Change {}

    record StopSignalled(JobId job, int attempt) implements Change {}

    record KillSent(JobId job, int attempt) implements Change {}

    /** It wrote more outside of volumes than it may, and is stopped for that. */
    record Outgrew(JobId job, int attempt, Problem why) implements Change {}

    /** It does nothing and will be stopped for that; without a warning: something was done again, and it will not. */
    record IdleNoted(JobId job, int attempt, Optional<Problem> warning) implements Change {}

    /** So many hundredths of its time are over, counted over all of its attempts. */
    record TimeWarned(JobId job, int attempt, int percent, Problem warning) implements Change {}

    /** It has done nothing for longer than it may, and is stopped for that. */
    record Idled(JobId job, int attempt, Problem why) implements Change {}

    /** What it left outside of volumes; changes nothing about the job. */
    record FilesFound(JobId job, int attempt, FilesLeft left) implements Change {}

    /** What is kept of the attempt so that it can be run again and compared; changes nothing about the job. */
    record RunRecorded(JobId job, int attempt, RunRecord record) implements Change {}

    /** The container ended ({@code exit}) or vanished (none): what it held is free, and the job shows {@code ending}. */
    record Exited(JobId job, int attempt, Optional<Exit> exit, Problem ending) implements Change {}

    record LogsComplete(JobId job, int attempt) implements Change {}

    /** The terminal state; {@code attempt} is 0 where the job has none that is live. */
    record Ended(JobId job, int attempt, JobState to, Optional<Problem> reason) implements Change {}

    /**
     * The attempt is over and the job waits for its next one.
     *
     * @param retry whether that is one of its retries
     */
    record Requeued(JobId job, int attempt, AttemptState as, Problem reason, boolean retry) implements Change {}

    /** Its image could not be brought, and one of its retries tries again. */
    record PullRetried(JobId job, Problem reason) implements Change {}

    /** What it waited for at that moment, which was another thing before; changes nothing about the job. */
    record WaitNoted(JobId job, Problem reason) implements Change {}

    /** Told that it starts at {@code start} or before. */
    record Promised(JobId job, Instant start) implements Change {}

    /** What it was promised cannot be kept any more, or was not. */
    record PromiseBroken(JobId job, Problem cause) implements Change {}

    /** Others are halted so that it can start on this node, which is kept for it until it does. */
    record Clearing(JobId job, NodeRef node, List<JobId> halted) implements Change {
        public Clearing {
            halted = List.copyOf(halted);
        }
    }

    /** The node is not kept for it any more. */
    record ClearingVoid(JobId job, Problem cause) implements Change {}

    /** Taken out of view by its owner; only of a job that has ended. */
    record Removed(JobId job) implements Change {}
}
