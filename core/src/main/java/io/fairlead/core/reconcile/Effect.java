package io.fairlead.core.reconcile;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;

/**
 * Something to be done outside, only ever after what it rests on is durable. Each can be repeated: it is named by job and
 * attempt, and whoever carries it out looks at what is there first.
 */
public sealed interface Effect {
    /** Stage the mounts, make the home folder, create the container, compare its settings with the request. */
    record Launch(Job job, Attempt attempt) implements Effect {}

    /** Start a container that has never started, and verify its mounts. */
    record Begin(Job job, Attempt attempt) implements Effect {}

    /** Ask the engine how the container is. */
    record Look(JobId job, int attempt, ClusterId cluster, ContainerName container) implements Effect {}

    record Signal(JobId job, int attempt, ClusterId cluster, ContainerName container, Step step, String signal)
            implements Effect {
        /** How far the stopping has come with this signal. */
        public enum Step {
            /** A restartable job is told to save its state. */
            SAVE,
            /** The job's stop signal. */
            STOP,
            KILL
        }
    }

    /** Remove a container that has never started, so that no start can come any more; never one that runs. */
    record Discard(JobId job, int attempt, ClusterId cluster, ContainerName container) implements Effect {}

    /** Keep everything that the container wrote, to the end. */
    record DrainLogs(Job job, Attempt attempt) implements Effect {}

    /** Remove the container (killed, should it run against the record), the stages and the home folder of an attempt that is over. */
    record Clear(JobId job, int attempt, ClusterId cluster, ContainerName container) implements Effect {}

    /**
     * Bring an image to a cluster's engine.
     *
     * @param uid on whose behalf, for their credential
     */
    record Pull(ClusterId cluster, ResolvedImage image, long uid) implements Effect {}
}
