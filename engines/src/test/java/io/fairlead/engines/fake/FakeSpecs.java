package io.fairlead.engines.fake;

import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ReservedLabels;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Containers for tests of the fake engine, each under a name of its own. */
final class FakeSpecs {
    static final String INSTANCE = "0123456789abcdefghjkmnpqrs";

    private int made;

    /** @param script names and values of variables in turn */
    ContainerSpec spec(String... script) {
        made++;
        SequencedMap<String, String> environment = new LinkedHashMap<>();
        for (int i = 0; i < script.length; i += 2) {
            environment.put(script[i], script[i + 1]);
        }
        return spec("%010d".formatted(made), 1, environment);
    }

    static ContainerSpec spec(String job, int attempt, SequencedMap<String, String> environment) {
        SequencedMap<String, String> labels = new LinkedHashMap<>();
        labels.put(ReservedLabels.INSTANCE, INSTANCE);
        labels.put(ReservedLabels.EPOCH, "1");
        labels.put(ReservedLabels.JOB, job);
        labels.put(ReservedLabels.ATTEMPT, Integer.toString(attempt));
        return new ContainerSpec(
                new ContainerNames(INSTANCE.substring(0, ContainerNames.INSTANCE_LENGTH)).of(job, 1),
                "sha256:" + "0".repeat(64),
                new ContainerSpec.Workload(
                        Optional.empty(),
                        Optional.empty(),
                        environment,
                        Optional.empty(),
                        "1000:1000",
                        List.of(),
                        "job",
                        false,
                        false,
                        "SIGTERM"),
                new ContainerSpec.Bounds(
                        Cores.of(1),
                        Bytes.ofMib(64),
                        Bytes.ofMib(64),
                        Optional.empty(),
                        64,
                        1024,
                        Bytes.ofMib(8),
                        false),
                List.of(),
                List.of(),
                ContainerSpec.Network.NONE,
                labels);
    }
}
