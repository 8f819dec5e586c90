package io.fairlead.engines.stream;

import io.fairlead.core.cluster.ContainerName;

/** What the containers of an engine write. */
public interface Logs {
    /**
     * Prepares a reading; nothing is opened before it runs.
     *
     * @param from where an earlier reading stopped, or {@link LogCursor#START}
     * @param follow true: until the container has ended; false: what is there now
     */
    LogReading open(ContainerName name, LogCursor from, boolean follow);
}
