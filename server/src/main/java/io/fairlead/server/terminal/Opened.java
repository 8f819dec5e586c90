package io.fairlead.server.terminal;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.job.Job;
import io.fairlead.engines.stream.Console;
import io.fairlead.engines.stream.Consoles;

/**
 * A console that is open.
 *
 * @param mark the variable by which what was started is found again; empty for the job's own command
 */
record Opened(Job job, Consoles consoles, ContainerName container, Console console, String mark) {
    boolean isFurther() {
        return !mark.isEmpty();
    }
}
