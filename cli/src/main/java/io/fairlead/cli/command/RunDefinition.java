package io.fairlead.cli.command;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A job definition made of flags: as much of the format as {@code run} has flags for, in its spelling. */
public record RunDefinition(String name, Request request) {
    /** What is asked for. */
    public record Request(Resources resources, Docker docker, Optional<Scheduling> scheduling) {}

    /** What it needs of a machine. */
    public record Resources(
            BigDecimal cpus,
            BigDecimal gpus,
            BigDecimal cpuMemoryGb,
            Optional<String> gpuModel,
            Optional<String> migProfile,
            Optional<BigDecimal> shmGb) {}

    /** @param command empty: the image's own */
    public record Docker(
            String image,
            Optional<List<String>> command,
            Map<String, String> environment,
            List<Storage> storage,
            Optional<String> workingDir,
            Optional<Boolean> tty,
            Optional<Boolean> stdin) {
        public Docker {
            environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
            storage = List.copyOf(storage);
        }
    }

    /** One mount. */
    public record Storage(
            String hostPath, String containerPath, Optional<Boolean> readOnly, Optional<BigDecimal> sizeGb) {}

    /** When it runs. */
    public record Scheduling(
            Optional<Boolean> interactive,
            Optional<Boolean> session,
            Optional<String> maxDuration,
            Optional<String> gracePeriod,
            Optional<List<String>> reservationIds) {}
}
