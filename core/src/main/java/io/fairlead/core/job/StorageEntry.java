package io.fairlead.core.job;

import io.fairlead.core.unit.Bytes;
import io.fairlead.core.volume.MountTarget;
import java.util.Optional;

/**
 * One piece of storage that a job asks for. No entry names a path of the host: a path is one of a configured volume,
 * and
 * what is not is refused where volumes are known.
 */
public sealed interface StorageEntry {

    /** Where it appears in the container; empty where the site decides. */
    Optional<MountTarget> target();

    /**
     * A path as volumes are published, such as {@code /project_ghent/sets}.
     *
     * @param path absolute, normalised, without {@code ..}
     */
    record VolumePath(String path, MountTarget containerPath, boolean readOnly) implements StorageEntry {
        @Override
        public Optional<MountTarget> target() {
            return Optional.of(containerPath);
        }
    }

    /**
     * A volume by its name.
     *
     * @param subPath relative, normalised, without {@code ..}; empty text: the volume's root
     */
    record NamedVolume(String volume, String subPath, MountTarget containerPath, boolean readOnly)
            implements StorageEntry {
        @Override
        public Optional<MountTarget> target() {
            return Optional.of(containerPath);
        }
    }

    /** Memory as a file system; its size is reserved on top of the job's memory. */
    record Tmpfs(MountTarget containerPath, Bytes size) implements StorageEntry {
        @Override
        public Optional<MountTarget> target() {
            return Optional.of(containerPath);
        }
    }

    /** The share of the project at the site where the job lands. */
    record ProjectShareAuto(MountTarget containerPath, boolean readOnly) implements StorageEntry {
        @Override
        public Optional<MountTarget> target() {
            return Optional.of(containerPath);
        }
    }

    /**
     * A bucket of an object store, told to the job in variables; nothing is mounted.
     *
     * @param prefix of the names in it, relative; empty text: the whole bucket
     * @param containerPath where it would be mounted; kept, and without effect
     */
    record Bucket(String bucket, String prefix, Optional<MountTarget> containerPath) implements StorageEntry {
        @Override
        public Optional<MountTarget> target() {
            return containerPath;
        }

        /** {@code s3://BUCKET/PREFIX}. */
        public String url() {
            return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
        }
    }

    /**
     * The user's own {@code .ssh}.
     *
     * @param containerPath empty: {@code .ssh} in the job's home
     */
    record DotSsh(Optional<MountTarget> containerPath, boolean readOnly) implements StorageEntry {
        @Override
        public Optional<MountTarget> target() {
            return containerPath;
        }
    }
}
