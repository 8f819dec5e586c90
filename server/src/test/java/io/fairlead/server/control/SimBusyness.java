package io.fairlead.server.control;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.idle.Glance;
import io.fairlead.core.idle.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the containers of a made-up site do between looks, and by when each had last done something. */
final class SimBusyness {
    private static final Duration AT_START = Duration.ofMillis(10);

    private final Map<ContainerName, Duration> computed = new HashMap<>();
    private final Map<ContainerName, Instant> lastBusy = new HashMap<>();

    /** @param frozen whether what it computes goes unseen */
    Glance sample(ContainerName container, Instant now, SimChance chance, boolean frozen) {
        if (computed.putIfAbsent(container, AT_START) == null) {
            lastBusy.put(container, now);
        } else if (chance.chance(0.05)) {
            computed.merge(container, Duration.ofSeconds(1), Duration::plus);
            lastBusy.put(container, now);
        }
        Optional<Use> use = chance.fault(0.05)
                ? Optional.empty()
                : Optional.of(new Use(
                        frozen ? AT_START : computed.getOrDefault(container, AT_START),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        return new Glance(now, use);
    }

    /** The first look at it counts. */
    Instant lastBusy(ContainerName container) {
        return lastBusy.getOrDefault(container, Instant.MAX);
    }
}
