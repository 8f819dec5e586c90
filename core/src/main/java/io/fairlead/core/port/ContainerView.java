package io.fairlead.core.port;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.JobId;
import java.time.Instant;
import java.util.Optional;

/**
 * A container as its engine shows it.
 *
 * @param job from its label; empty where the label is missing or malformed
 * @param attempt from its label; 0 where that is missing or malformed
 * @param startedAt by the engine's clock; empty if it was never started
 * @param exit once it has ended
 * @param pid of its first process, in the numbering of the engine's machine; 0 while it does not run or where unknown
 */
public record ContainerView(
        ContainerName name,
        Optional<JobId> job,
        int attempt,
        Status status,
        Optional<Instant> startedAt,
        Optional<Exit> exit,
        int pid) {
    /** What the engine calls it, reduced to what makes a difference. */
    public enum Status {
        CREATED,
        RUNNING,
        PAUSED,
        EXITED
    }
}
