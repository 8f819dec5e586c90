package io.fairlead.core.volume;

import io.fairlead.core.unit.Bytes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a storage entry of a definition became. */
public sealed interface ResolvedMount {
    /** An absolute path in the container, normalised, without a trailing slash. */
    String containerPath();

    /** The innermost of these mounts in which a path of the container lies; the mount's own path counts. */
    static Optional<ResolvedMount> around(String path, List<ResolvedMount> mounts) {
        return mounts.stream()
                .filter(mount -> path.equals(mount.containerPath()) || path.startsWith(mount.containerPath() + "/"))
                .max(Comparator.comparingInt(mount -> mount.containerPath().length()));
    }

    /**
     * A folder of a volume.
     *
     * @param volume its name in the site's configuration
     * @param root the volume's folder on the host, trusted: configured, or made from configuration and checked names
     * @param subPath relative, untrusted, already without {@code ..}; empty for the whole volume
     * @param making what is made when it is not there yet
     */
    record Folder(String volume, String root, String subPath, String containerPath, boolean readOnly, Making making)
            implements ResolvedMount {}

    /** Memory that is gone when the job ends; reserved on top of the job's memory. */
    record Tmpfs(String containerPath, Bytes size) implements ResolvedMount {}
}
