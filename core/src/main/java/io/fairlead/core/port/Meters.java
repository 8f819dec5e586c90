package io.fairlead.core.port;

import io.fairlead.core.cluster.ContainerName;
import java.time.Duration;
import java.util.Optional;

/** What containers that run have used, as their engine counts it. */
public interface Meters {
    Reading read(ContainerName name);

    /** An answer to "how much". */
    sealed interface Reading {
        /**
         * @param cpu time of all processes since the start
         * @param network bytes received and sent since the start; empty where the container has no network of its own
         */
        record Used(Duration cpu, Optional<Long> network) implements Reading {}

        /** There is no such container. */
        record Gone() implements Reading {}

        /** No answer, none in time, or one without numbers. */
        record Unknown() implements Reading {}
    }
}
