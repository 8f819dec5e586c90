package io.fairlead.engines.docker;

import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ContainerSpec.Bounds;
import io.fairlead.core.port.ContainerSpec.Mount;
import io.fairlead.engines.process.AmdFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of a create. Everything that decides what the container may do is written out, so that neither the image nor
 * the engine's defaults decide it, and so that {@link Drift} can compare all of it with what the engine made.
 */
final class CreateRequest {
    static final String DEVICES = "NVIDIA_VISIBLE_DEVICES";

    /** Demands of an image on driver and device; devices come from the allocation alone. */
    static final String DEMANDS_PREFIX = "NVIDIA_REQUIRE_";

    /** The demand that images really carry; others are removed when they are seen. */
    private static final String DEMAND = "NVIDIA_REQUIRE_CUDA";

    /** The value by which NVIDIA's hook gives nothing; {@code none} gave everything in some versions. */
    private static final String NO_DEVICES = "void";

    /** The running log file and the one before it. */
    private static final int LOG_FILES = 2;

    private static final Path DEV = Path.of("/dev");

    private static final long NANO_CPUS_PER_MILLI = 1_000_000;

    private final ContainerSpec spec;
    private final EngineDescription.Abilities abilities;
    private final List<String> unwanted;
    private final AmdFiles amd;
    private final List<String> nvidia;

    /** @param unwanted names of variables that the image sets and that the container must not have */
    CreateRequest(ContainerSpec spec, EngineDescription.Abilities abilities, List<String> unwanted) {
        this.spec = spec;
        this.abilities = abilities;
        this.unwanted = List.copyOf(unwanted);
        this.amd = AmdFiles.of(DEV, spec.devices());
        this.nvidia = spec.devices().stream()
                .filter(device -> device.amdPlace().isEmpty())
                .map(DeviceId::text)
                .toList();
    }

    ObjectNode json() {
        ContainerSpec.Workload process = spec.process();
        ObjectNode body = DockerApi.JSON.createObjectNode();
        body.put("Image", spec.image());
        process.entrypoint().ifPresent(words -> body.set("Entrypoint", entrypoint(words)));
        process.command().ifPresent(words -> body.set("Cmd", list(words)));
        body.set("Env", list(environment()));
        process.workingDir().ifPresent(path -> body.put("WorkingDir", path));
        body.put("User", process.user());
        body.put("Hostname", process.hostname());
        body.put("Tty", process.tty());
        body.put("OpenStdin", process.stdin());
        // Whoever is attached and ends the input ends that of the process; on a terminal that is a key.
        body.put("StdinOnce", process.stdin() && !process.tty());
        body.put("StopSignal", process.stopSignal());
        body.putObject("Healthcheck").set("Test", list(List.of("NONE")));
        ObjectNode labels = body.putObject("Labels");
        spec.labels().forEach(labels::put);
        body.set("HostConfig", hostConfig());
        return body;
    }

    /** An empty list would mean the image's own; one empty word clears it. */
    private static ArrayNode entrypoint(List<String> words) {
        return list(words.isEmpty() ? List.of("") : words);
    }

    /** As {@code NAME=value}; a name alone takes the image's variable away. */
    List<String> environment() {
        SequencedMap<String, String> variables =
                new LinkedHashMap<>(spec.process().environment());
        variables.putIfAbsent(DEVICES, visibleDevices());
        List<String> lines = variables.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.toList());
        if (!variables.containsKey(DEMAND)) {
            lines.add(DEMAND);
        }
        unwanted.stream()
                .filter(name -> !variables.containsKey(name) && !name.equals(DEMAND))
                .forEach(lines::add);
        return lines;
    }

    private String visibleDevices() {
        return nvidia.isEmpty() || abilities.gpus() == EngineDescription.Abilities.GpuRequest.CDI
                ? NO_DEVICES
                : String.join(",", nvidia);
    }

    private ObjectNode hostConfig() {
        ObjectNode host = DockerApi.JSON.createObjectNode();
        bounds(host);
        privileges(host);
        host.put("NetworkMode", network());
        mounts(host);
        devices(host);
        host.put("Init", true);
        host.put("AutoRemove", false);
        host.putObject("RestartPolicy").put("Name", "no");
        return host;
    }

    private void bounds(ObjectNode host) {
        Bounds bounds = spec.bounds();
        host.put("Memory", bounds.memory().count());
        if (abilities.limitsSwap()) {
            // Memory and swap together: none is left for swap.
            host.put("MemorySwap", bounds.memory().count());
        }
        host.put("OomKillDisable", false);
        host.put("NanoCpus", bounds.cores().milli() * NANO_CPUS_PER_MILLI);
        host.put("CpusetCpus", bounds.cpus().orElse(""));
        host.put("PidsLimit", bounds.pids());
        host.put("ShmSize", bounds.shm().count());
        int openFiles = Math.min(bounds.openFiles(), abilities.openFiles().orElse(Integer.MAX_VALUE));
        host.putArray("Ulimits")
                .addObject()
                .put("Name", "nofile")
                .put("Soft", openFiles)
                .put("Hard", openFiles);
        ObjectNode log = host.putObject("LogConfig").put("Type", "json-file");
        log.putObject("Config")
                .put("max-size", Long.toString(Math.max(1, bounds.logFile().count() / LOG_FILES)))
                .put("max-file", Integer.toString(LOG_FILES));
    }

    private void privileges(ObjectNode host) {
        host.put("Privileged", false);
        host.putArray("CapAdd");
        host.putArray("CapDrop").add("ALL");
        // No seccomp entry: the engine's default profile, which {@link EngineDescription} checks is there.
        host.putArray("SecurityOpt").add("no-new-privileges");
        host.set(
                "GroupAdd",
                list(Stream.concat(spec.process().groups().stream(), amd.groups().stream())
                        .distinct()
                        .toList()));
        host.put("ReadonlyRootfs", spec.bounds().readOnlyRoot());
        host.put("IpcMode", "private");
        host.put("PidMode", "");
        host.put("UTSMode", "");
        host.put("UsernsMode", "");
        host.put("CgroupParent", "");
        host.put("PublishAllPorts", false);
        host.putArray("Binds");
        host.putArray("VolumesFrom");
        ArrayNode devices = host.putArray("Devices");
        for (Path file : amd.files()) {
            devices.addObject()
                    .put("PathOnHost", file.toString())
                    .put("PathInContainer", file.toString())
                    .put("CgroupPermissions", "rw");
        }
        host.putArray("DeviceCgroupRules");
    }

    private String network() {
        return switch (spec.network()) {
            case BRIDGE -> Bridge.NETWORK;
            case NONE -> "none";
            case HOST -> "host";
        };
    }

    private void mounts(ObjectNode host) {
        ArrayNode mounts = host.putArray("Mounts");
        ObjectNode tmpfs = host.putObject("Tmpfs");
        for (Mount mount : spec.mounts()) {
            switch (mount) {
                case Mount.Bind(String source, String target, boolean readOnly) -> {
                    ObjectNode entry = mounts.addObject()
                            .put("Type", "bind")
                            .put("Source", source)
                            .put("Target", target)
                            .put("ReadOnly", readOnly);
                    entry.putObject("BindOptions").put("Propagation", "rprivate");
                }
                case Mount.Tmpfs folder -> tmpfs.put(folder.target(), options(folder));
            }
        }
    }

    private static String options(Mount.Tmpfs folder) {
        return String.format(
                Locale.ROOT,
                "rw,nosuid,nodev,exec,size=%d,uid=%d,gid=%d,mode=0700",
                folder.size().count(),
                folder.ownerUid(),
                folder.ownerGid());
    }

    private void devices(ObjectNode host) {
        ArrayNode requests = host.putArray("DeviceRequests");
        if (nvidia.isEmpty()) {
            return;
        }
        ObjectNode request = requests.addObject();
        switch (abilities.gpus()) {
            case NVIDIA -> {
                request.put("Driver", "nvidia");
                request.set("DeviceIDs", list(nvidia));
                request.putArray("Capabilities").addArray().add("gpu");
            }
            case CDI -> {
                request.put("Driver", "cdi");
                request.set(
                        "DeviceIDs",
                        list(nvidia.stream().map(it -> "nvidia.com/gpu=" + it).toList()));
            }
        }
    }

    static ArrayNode list(List<String> words) {
        ArrayNode array = DockerApi.JSON.createArrayNode();
        words.forEach(array::add);
        return array;
    }

    /** The variable's name, where a line sets one of those that {@link #DEMANDS_PREFIX} begins. */
    static Optional<String> demandIn(String line) {
        int equals = line.indexOf('=');
        return equals > 0 && line.startsWith(DEMANDS_PREFIX)
                ? Optional.of(line.substring(0, equals))
                : Optional.empty();
    }
}
