package io.fairlead.core.port;

import io.fairlead.core.cluster.ContainerName;

/**
 * What an engine is told to do, by name, so that a repetition meets what the first try made. A plan leaves whoever
 * carries it out no choice.
 */
public sealed interface Action {
    ContainerName name();

    /** Answered {@code Done} also where a container of that name exists with the same job and attempt: it is adopted. */
    record Create(ContainerSpec spec) implements Action {
        @Override
        public ContainerName name() {
            return spec.name();
        }
    }

    /** Only ever for a container that has never started. */
    record Start(ContainerName name) implements Action {}

    /** @param signal by name with SIG, for example {@code SIGTERM} */
    record Signal(ContainerName name, String signal) implements Action {}

    /** Answered {@code Done} also where there is no such container. */
    record Remove(ContainerName name) implements Action {}
}
