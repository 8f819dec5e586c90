package io.fairlead.server.build;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.problem.Problem;
import io.fairlead.engines.stream.LogCursor;
import io.fairlead.engines.stream.LogReading;
import io.fairlead.engines.stream.Logs;
import java.util.Optional;

/** What the containers of an engine write, and what its builds say. */
public final class BuildLogs implements Logs {
    private final Logs containers;
    private final Builds builds;

    public BuildLogs(Logs containers, Builds builds) {
        this.containers = containers;
        this.builds = builds;
    }

    @Override
    public Optional<Problem> neverRan(int code, String text) {
        return containers.neverRan(code, text);
    }

    @Override
    public LogReading open(ContainerName name, LogCursor from, boolean follow) {
        return builds.reading(name, from, follow).orElseGet(() -> containers.open(name, from, follow));
    }
}
