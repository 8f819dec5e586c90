package io.fairlead.core.volume;

import io.fairlead.core.unit.Bytes;

/** What a storage entry of a definition became. */
public sealed interface ResolvedMount {
    /** An absolute path in the container, normalised, without a trailing slash. */
    String containerPath();

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
