package io.fairlead.core.port;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Everything about a container, with nothing left for the engine or the image to decide.
 *
 * @param image what the engine is asked for: a digest or an image id, never a tag
 * @param process what runs in it, and as whom
 * @param bounds what it may use
 * @param mounts parents before children
 * @param devices given to the container; empty where they are simulated, so that no request reaches the engine
 * @param labels all of ours; every reserved one is set, so that an image cannot supply it
 */
public record ContainerSpec(
        ContainerName name,
        String image,
        Workload process,
        Bounds bounds,
        List<Mount> mounts,
        List<DeviceId> devices,
        Network network,
        SequencedMap<String, String> labels) {
    public ContainerSpec {
        mounts = List.copyOf(mounts);
        devices = List.copyOf(devices);
        labels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(labels));
    }

    /**
     * @param entrypoint empty: the image's own; an empty list inside clears it
     * @param command empty: the image's own
     * @param environment over the image's
     * @param workingDir empty: the image's own
     * @param user {@code uid:gid}, in digits
     * @param groups supplementary groups, in digits
     * @param stopSignal by name with SIG
     */
    public record Workload(
            Optional<List<String>> entrypoint,
            Optional<List<String>> command,
            SequencedMap<String, String> environment,
            Optional<String> workingDir,
            String user,
            List<String> groups,
            String hostname,
            boolean tty,
            boolean stdin,
            String stopSignal) {
        public Workload {
            groups = List.copyOf(groups);
            environment = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(environment));
        }

        /** Without the values of variables, which may be secrets. */
        @Override
        public String toString() {
            return "Workload[" + entrypoint + ", " + command + ", variables " + environment.keySet() + ", " + user
                    + "]";
        }
    }

    /**
     * @param memory hard limit of processes, shared memory and tmpfs together; there is no swap
     * @param cpus on which it may run, as the kernel writes lists of them; empty: on all
     * @param pids processes and threads, 1 or more
     * @param openFiles soft and hard bound of file descriptors of a process
     * @param logFile kept by the engine per container before it rotates
     */
    public record Bounds(
            Cores cores,
            Bytes memory,
            Bytes shm,
            Optional<String> cpus,
            int pids,
            int openFiles,
            Bytes logFile,
            boolean readOnlyRoot) {}

    /** What stands at a path of the container. */
    public sealed interface Mount {
        String target();

        record Bind(String source, String target, boolean readOnly) implements Mount {}

        /** @param ownerUid whose folder it is, with mode 0700 for that user alone */
        record Tmpfs(String target, Bytes size, long ownerUid, long ownerGid) implements Mount {}
    }

    /** Which network the container joins. */
    public enum Network {
        /** Our own bridge: outbound on, traffic between containers off. */
        BRIDGE,
        NONE,
        HOST
    }
}
