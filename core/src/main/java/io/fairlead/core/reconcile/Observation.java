package io.fairlead.core.reconcile;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.FilesLeft;
import io.fairlead.core.job.JobId;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Outcome;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.runrecord.RunRecord;
import java.util.Optional;

/** Something learnt about the world. May come late, twice or out of order; what says nothing new changes nothing. */
public sealed interface Observation {
    /** An observation of one attempt. */
    sealed interface OfAttempt extends Observation {
        JobId job();

        int attempt();
    }

    /** The engine shows the container. */
    record Seen(JobId job, int attempt, ContainerView view) implements OfAttempt {}

    /** The engine answered that there is no such container. */
    record Absent(JobId job, int attempt) implements OfAttempt {}

    /** The engine gave no usable answer. */
    record Unseen(JobId job, int attempt, ClusterId cluster, String cause) implements OfAttempt {}

    record Launched(JobId job, int attempt, Outcome outcome) implements OfAttempt {}

    /** A start was tried; {@code seen} is the look that followed at once, where there was one. */
    record Begun(JobId job, int attempt, Outcome outcome, Optional<ContainerView> seen) implements OfAttempt {}

    record Signalled(JobId job, int attempt, Effect.Signal.Step step, Outcome outcome) implements OfAttempt {}

    /** A container that never started was removed, or could not be. */
    record Discarded(JobId job, int attempt, Outcome outcome) implements OfAttempt {}

    /**
     * Everything that it wrote is kept.
     *
     * @param neverRan why the command was never executed, where the log is nothing but the word for that
     * @param left what it left outside of volumes; empty where that is nothing
     * @param record what else is kept of it; empty where it never ran, or could not be looked at
     */
    record LogsDrained(
            JobId job, int attempt, Optional<Problem> neverRan, Optional<FilesLeft> left, Optional<RunRecord> record)
            implements OfAttempt {
        public LogsDrained(JobId job, int attempt, Optional<Problem> neverRan) {
            this(job, attempt, neverRan, Optional.empty(), Optional.empty());
        }
    }

    /** What an attempt left on the engine and the host is gone, or could not be removed now. */
    record Cleared(JobId job, int attempt, Outcome outcome) implements OfAttempt {}

    record ImageArrived(ClusterId cluster, ResolvedImage image) implements Observation {}

    /**
     * @param uid for whom it was tried: another user's credential may open more
     * @param retryable whether a later transfer may do better
     */
    record ImageFailed(ClusterId cluster, ResolvedImage image, long uid, Problem reason, boolean retryable)
            implements Observation {}

    /** A call on the engine failed in a way that says the engine itself is away. */
    record EngineSilent(ClusterId cluster, String cause) implements Observation {}

    record EngineAnswers(ClusterId cluster) implements Observation {}
}
