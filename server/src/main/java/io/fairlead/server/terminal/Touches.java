package io.fairlead.server.terminal;

import io.fairlead.core.cluster.ContainerName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** When people last worked in containers: typed into a terminal, or were shown something in one. */
public final class Touches {
    /** Beyond this many containers those go first that nobody has worked in for the longest time. */
    private static final int CONTAINERS_MAX = 10_000;

    private final InstantSource clock;
    private final Map<ContainerName, Instant> last = new LinkedHashMap<>();

    public Touches(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void note(ContainerName container) {
        last.remove(container);
        last.put(container, clock.instant());
        if (last.size() > CONTAINERS_MAX) {
            last.remove(last.keySet().iterator().next());
        }
    }

    /** Empty where nobody did since this server started. */
    public synchronized Optional<Instant> last(ContainerName container) {
        return Optional.ofNullable(last.get(container));
    }
}
