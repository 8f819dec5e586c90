package io.fairlead.core.port;

import io.fairlead.core.cluster.ContainerName;

/**
 * What runs containers. Every call has a deadline of its own and returns a value; a failure is a value too, because what
 * to do next depends on whether the engine may have acted.
 */
public interface Engine {
    /** Every container that carries this instance's label, running or not. */
    Listing list();

    Look inspect(ContainerName name);

    Outcome apply(Action action);
}
