package io.fairlead.engines.docker;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.port.Meters;
import io.fairlead.net.Target;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What containers have used, from the engine's look at their cgroups and networks. */
final class DockerMeters implements Meters {
    private static final int NOT_FOUND = 404;

    private final DockerApi api;

    DockerMeters(DockerApi api) {
        this.api = api;
    }

    @Override
    public Reading read(ContainerName name) {
        try {
            DockerApi.Answer answer = api.get(
                    Target.of("/containers/{}/stats", name.text())
                            .with("stream", "false")
                            .with("one-shot", "true"),
                    Deadlines.INSPECT);
            if (answer.status() == NOT_FOUND) {
                return new Reading.Gone();
            }
            return answer.isSuccess() ? reading(answer.body()) : new Reading.Unknown();
        } catch (EngineFault e) {
            return new Reading.Unknown();
        }
    }

    /** Of one that has ended the engine says zero, which no process that runs has used. */
    static Reading reading(JsonNode stats) {
        long cpu = stats.at("/cpu_stats/cpu_usage/total_usage").asLong(0);
        if (cpu <= 0) {
            return new Reading.Unknown();
        }
        JsonNode networks = stats.path("networks");
        long bytes = 0;
        for (JsonNode network : networks) {
            bytes += network.path("rx_bytes").asLong(0)
                    + network.path("tx_bytes").asLong(0);
        }
        return new Reading.Used(Duration.ofNanos(cpu), networks.isEmpty() ? Optional.empty() : Optional.of(bytes));
    }
}
