package io.fairlead.engines.stream;

import io.fairlead.core.cluster.ContainerName;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Runs further commands in containers that run, and joins their own. Any number of threads may call it. */
public interface Consoles {
    /**
     * Starts a command as the container's user, with its groups, variables and working directory, and no more rights.
     *
     * @throws java.io.FileNotFoundException where there is no such container, or it does not run
     * @throws io.fairlead.core.problem.ProblemException where the engine refuses for good
     * @throws IOException where the engine fails
     */
    Console exec(ContainerName name, Execution execution) throws IOException;

    /**
     * Joins the container's first process: what it writes from now on, and its input where it takes any.
     *
     * @throws java.io.FileNotFoundException where there is no such container
     */
    Console attach(ContainerName name) throws IOException;

    /**
     * Sends a signal to the container's first process.
     *
     * @param signal with SIG, for example {@code SIGINT}
     */
    void signal(ContainerName name, String signal) throws IOException;

    /** Whether the container has commands that were started beside its own and may not have ended. */
    boolean hasMore(ContainerName name) throws IOException;

    /**
     * @param command the program and its arguments; found on the container's PATH
     * @param environment over the container's own
     * @param workingDir absolute; empty: the container's
     * @param tty whether it gets a terminal
     * @param input whether it can be written to; otherwise its input is empty
     */
    record Execution(
            List<String> command,
            SequencedMap<String, String> environment,
            Optional<String> workingDir,
            boolean tty,
            boolean input) {
        public Execution {
            command = List.copyOf(command);
            environment = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(environment));
        }
    }
}
