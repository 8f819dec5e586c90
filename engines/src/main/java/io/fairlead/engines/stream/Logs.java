package io.fairlead.engines.stream;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.problem.Problem;
import java.util.Optional;

/** What the containers of an engine write. */
public interface Logs {
    /** A log that is longer than this, in bytes, is the job's own. */
    int NEVER_RAN_MAX_BYTES = 4096;

    /**
     * Prepares a reading; nothing is opened before it runs.
     *
     * @param from where an earlier reading stopped, or {@link LogCursor#START}
     * @param follow true: until the container has ended; false: what is there now
     */
    LogReading open(ContainerName name, LogCursor from, boolean follow);

    /**
     * Why a container's command was never executed, where its log is nothing but the engine's word for that.
     *
     * @param code with which the container ended
     * @param text all that it wrote
     */
    default Optional<Problem> neverRan(int code, String text) {
        return Optional.empty();
    }
}
