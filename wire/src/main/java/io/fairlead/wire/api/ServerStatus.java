package io.fairlead.wire.api;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the server is.
 *
 * @param instance names this installation for ever
 * @param uptimeSeconds by the monotonic clock
 * @param accepting whether submits are accepted now
 * @param jobs how many jobs are in each state that is not terminal, by state
 */
public record ServerStatus(
        String version,
        int api,
        String instance,
        Instant startedAt,
        long uptimeSeconds,
        boolean accepting,
        Health store,
        List<EngineHealth> engines,
        Map<String, Integer> jobs) {
    public ServerStatus {
        engines = List.copyOf(engines);
        jobs = Collections.unmodifiableMap(new LinkedHashMap<>(jobs));
    }

    /** @param trouble what is wrong; absent when all is well */
    public record Health(String kind, boolean healthy, Optional<Finding> trouble) {}

    /**
     * @param kind for example {@code docker} or {@code fake}
     * @param version as the engine says it; absent while it has not answered yet
     */
    public record EngineHealth(
            int cluster,
            String kind,
            Optional<String> version,
            boolean healthy,
            Optional<Instant> answeredAt,
            Optional<Finding> trouble) {}

    /** @param api see {@link Api#REVISION} */
    public record Version(String version, int api, String instance) {}
}
