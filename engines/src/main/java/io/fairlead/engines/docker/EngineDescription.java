package io.fairlead.engines.docker;

import io.fairlead.core.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * What an engine says about itself, for the start of a server and for doctor.
 *
 * @param version of the engine, for example {@code 20.10.24}
 * @param runtime what makes its containers, with its version where the engine says it, for example {@code runc 1.1.4}
 * @param kernel release of its machine's kernel
 * @param apiVersion the version spoken with it
 * @param machine name of the machine that it runs on
 * @param processor as the kernel calls it, for example {@code x86_64}
 * @param cgroup version (1 or 2) and driver
 * @param storageDriver for example {@code overlay2}
 * @param dataRoot where images and containers lie
 * @param liveRestore whether containers go on while the engine restarts
 * @param securityOptions as the engine lists them, for example {@code name=seccomp,profile=default}
 * @param runtimes names, in the engine's order
 * @param cdi folders of device files that the engine reads; empty where it does not
 * @param bridges whether it can make bridge networks, as far as it says
 * @param keepsApart false where it says that packets between containers on a bridge pass by its filter
 * @param openFiles the most file descriptors that it can give a container; empty: no bound seen
 * @param lacks resources that it cannot bound, of memory, pids, cpu; and swap
 */
public record EngineDescription(
        String version,
        String runtime,
        String kernel,
        String apiVersion,
        String machine,
        String processor,
        Cgroup cgroup,
        String storageDriver,
        Path dataRoot,
        boolean liveRestore,
        List<String> securityOptions,
        List<String> runtimes,
        Cdi cdi,
        boolean bridges,
        boolean keepsApart,
        OptionalInt openFiles,
        List<String> lacks) {
    private static final String SWAP = "swap";

    public EngineDescription {
        securityOptions = List.copyOf(securityOptions);
        runtimes = List.copyOf(runtimes);
        lacks = List.copyOf(lacks);
    }

    /** @param driver {@code cgroupfs} or {@code systemd} */
    public record Cgroup(int version, String driver) {}

    /** @param nvidia whether the engine lists NVIDIA devices by CDI name */
    public record Cdi(List<String> folders, boolean nvidia) {
        public Cdi {
            folders = List.copyOf(folders);
        }
    }

    /**
     * What the engine and its machine can do, as far as a create depends on it.
     *
     * @param gpus how devices are asked for
     * @param openFiles the most file descriptors that a container can be given; empty where the engine may raise its own bound
     * @param limitsSwap false where the kernel does not account swap, so that the engine refuses to bound it
     */
    record Abilities(GpuRequest gpus, OptionalInt openFiles, boolean limitsSwap) {
        enum GpuRequest {
            /** The engine's own driver, in front of NVIDIA's runtime hook. */
            NVIDIA,
            /** By name from the machine's CDI files. */
            CDI
        }
    }

    static EngineDescription of(JsonNode info, DockerApi.Version spoken, OptionalInt openFiles) {
        return new EngineDescription(
                info.path("ServerVersion").asString(""),
                runtime(info),
                info.path("KernelVersion").asString(""),
                spoken.toString(),
                info.path("Name").asString(""),
                info.path("Architecture").asString(""),
                new Cgroup(cgroupVersion(info), info.path("CgroupDriver").asString("")),
                info.path("Driver").asString(""),
                Path.of(info.path("DockerRootDir").asString("/")),
                info.path("LiveRestoreEnabled").asBoolean(false),
                strings(info.path("SecurityOptions")),
                List.copyOf(info.path("Runtimes").propertyNames()),
                new Cdi(strings(info.path("CDISpecDirs")), hasNvidiaCdi(info)),
                strings(info.path("Plugins").path("Network")).contains("bridge"),
                // Engines from 28 on no longer say it.
                info.path("BridgeNfIptables").asBoolean(true),
                openFiles,
                lacking(info));
    }

    private static String runtime(JsonNode info) {
        String name = info.path("DefaultRuntime").asString("runc");
        String commit = info.path("RuncCommit").path("ID").asString("");
        return name.equals("runc") && !commit.isEmpty() ? name + " " + commit : name;
    }

    private static int cgroupVersion(JsonNode info) {
        return info.path("CgroupVersion").asString("1").equals("2") ? 2 : 1;
    }

    /** Engines that list devices do so from API 1.50 on. */
    private static boolean hasNvidiaCdi(JsonNode info) {
        return StreamSupport.stream(info.path("DiscoveredDevices").spliterator(), false)
                .anyMatch(device -> device.path("Source").asString("").equals("cdi")
                        && device.path("ID").asString("").startsWith("nvidia.com/gpu="));
    }

    private static List<String> lacking(JsonNode info) {
        List<String> lacking = new ArrayList<>();
        if (!info.path("MemoryLimit").asBoolean(false)) {
            lacking.add("memory");
        }
        if (!info.path("PidsLimit").asBoolean(false)) {
            lacking.add("pids");
        }
        if (!info.path("CpuCfsQuota").asBoolean(false)) {
            lacking.add("cpu");
        }
        if (!info.path("SwapLimit").asBoolean(false)) {
            lacking.add(SWAP);
        }
        return lacking;
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(entry -> entry.asString(""))
                .toList();
    }

    Abilities abilities() {
        boolean hook = runtimes.contains("nvidia");
        return new Abilities(
                cdi.nvidia() && !hook ? Abilities.GpuRequest.CDI : Abilities.GpuRequest.NVIDIA,
                openFiles,
                !lacks.contains(SWAP));
    }

    /** Why this engine must not be used; empty for one that may. */
    public List<Problem> refusals() {
        List<Problem> problems = new ArrayList<>();
        option("name=userns").ifPresent(it -> problems.add(DockerProblems.USERNS.reason("option", it)));
        option("name=rootless").ifPresent(_ -> problems.add(DockerProblems.ROOTLESS.reason()));
        Optional<String> seccomp = option("name=seccomp");
        if (seccomp.isEmpty() || seccomp.get().contains("unconfined")) {
            problems.add(DockerProblems.NO_SECCOMP.reason("profile", seccomp.orElse("none")));
        }
        lacks.stream()
                .filter(it -> !it.equals(SWAP))
                .forEach(it -> problems.add(DockerProblems.NO_LIMITS.reason("resource", it)));
        return problems;
    }

    /** What is worth an administrator's while. */
    public List<Problem> notices() {
        List<Problem> notices = new ArrayList<>();
        if (!liveRestore) {
            notices.add(DockerProblems.LIVE_RESTORE.reason());
        }
        if (!keepsApart) {
            notices.add(DockerProblems.NOT_APART.reason());
        }
        if (lacks.contains(SWAP)) {
            notices.add(DockerProblems.NO_SWAP_LIMIT.reason());
        }
        if (option("name=apparmor").isEmpty() && option("name=selinux").isEmpty()) {
            notices.add(DockerProblems.NO_PROFILE.reason());
        }
        if (storageDriver.equals("vfs")) {
            notices.add(DockerProblems.STORAGE.reason("driver", storageDriver));
        }
        return notices;
    }

    private Optional<String> option(String prefix) {
        return securityOptions.stream().filter(it -> it.startsWith(prefix)).findFirst();
    }
}
