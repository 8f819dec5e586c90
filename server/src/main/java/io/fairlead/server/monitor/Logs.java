package io.fairlead.server.monitor;

import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.problem.Problem;
import java.util.Optional;

/** Keeps what containers write. */
public interface Logs {
    /** Begins to keep the log of a running container, from where it was left. Again does nothing. */
    void follow(Job job, Attempt attempt);

    /**
     * Returns once everything that the ended container wrote is kept, or it is certain that no more can be had.
     *
     * @return why its command was never executed, where what is kept says nothing but that
     */
    Optional<Problem> drain(Job job, Attempt attempt) throws InterruptedException;
}
