package io.fairlead.core.port;

import io.fairlead.core.cluster.ContainerName;
import java.util.List;
import java.util.Optional;

/** What containers write into their own file systems, apart from mounts. An engine that keeps none says so by nothing. */
public interface Layers {
    /** What lies in the layer of a container, running or ended. */
    Content layer(ContainerName name);

    /** How large the layer of a container that runs is. */
    Size size(ContainerName name);

    /** An answer to "what lies in it". */
    sealed interface Content {}

    /** There is no such container, or its layer cannot be read, however often that is asked for. */
    record Unreadable() implements Content {}

    /** No answer, or none in time. */
    record Silent(String cause) implements Content {}

    /**
     * @param folder of the host in which the files lie, by their paths; empty where the engine does not say
     * @param paths in the container, absolute: what was added or changed, folders too
     * @param mounts what covers parts of it
     */
    record Layer(Optional<String> folder, List<String> paths, List<MountedAt> mounts) implements Content {
        public Layer {
            paths = List.copyOf(paths);
            mounts = List.copyOf(mounts);
        }
    }

    /**
     * @param source on the host; empty text for memory
     * @param target in the container
     */
    record MountedAt(String source, String target) {}

    /** An answer to "how large". */
    sealed interface Size {
        /** @param bytes of files that the container added or changed */
        record Written(long bytes) implements Size {}

        /** The container does not run, or is not there. */
        record Ended() implements Size {}

        /** No answer, or none in time. */
        record Unknown() implements Size {}
    }
}
