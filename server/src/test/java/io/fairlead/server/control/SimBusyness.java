package io.fairlead.server.control;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.idle.Glance;
import io.fairlead.core.idle.Idleness;
import io.fairlead.core.idle.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What the containers of a made-up site do between looks, and when each did something. */
final class SimBusyness {
    private static final Duration AT_START = Duration.ofMillis(10);
    /** Enough to be no idleness however few of the looks come through: of time between two, up to a gap. */
    private static final Duration WORK =
            Idleness.GAP.multipliedBy(Idleness.CPU_BUSY_PERMILLE).dividedBy(1000);

    private final Map<ContainerName, Duration> computed = new HashMap<>();
    private final Map<ContainerName, TreeSet<Instant>> busy = new HashMap<>();

    /** @param frozen whether what it computes goes unseen */
    Glance sample(ContainerName container, Instant now, SimChance chance, boolean frozen) {
        if (computed.putIfAbsent(container, AT_START) == null) {
            busy.computeIfAbsent(container, _ -> new TreeSet<>()).add(now);
        } else if (chance.chance(0.05)) {
            computed.merge(container, WORK, Duration::plus);
            busy.computeIfAbsent(container, _ -> new TreeSet<>()).add(now);
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

    /** When it was last seen to have done something, until then; the first look at it counts. Never: at the end of time. */
    Instant lastBusy(ContainerName container, Instant until) {
        return Optional.ofNullable(busy.get(container))
                .flatMap(all -> Optional.ofNullable(all.floor(until)))
                .orElse(Instant.MAX);
    }
}
