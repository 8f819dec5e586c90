package io.fairlead.server.volumes;

import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.problem.Problem;
import java.io.IOException;
import java.util.Optional;

/**
 * What an attempt needs on the node besides its container: staged mounts, a home folder, account files. Everything can be
 * repeated and is named by job and attempt.
 */
public interface Ground {
    /**
     * Prepares, or prepares again under the same paths, and says what container to make.
     *
     * @throws io.fairlead.core.problem.ProblemException where it will never work: a path closed to the user, a link in it
     * @throws IOException where the world fails and it may work later
     */
    ContainerSpec prepare(Job job, Attempt attempt) throws IOException, InterruptedException;

    /**
     * Just after the start: compares the container's mount table with what was staged, then takes the stages away; the
     * container keeps its mounts.
     *
     * @return what differs, which fails the attempt
     */
    Optional<Problem> started(Job job, Attempt attempt, ContainerView view) throws IOException, InterruptedException;

    /** Takes away whatever is left of an attempt that is over. Again does nothing. */
    void clear(JobId job, int attempt) throws IOException, InterruptedException;
}
