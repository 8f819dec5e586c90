package io.fairlead.wire.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an attempt left outside of volumes.
 *
 * @param attempt whose it was
 * @param files how many regular files
 * @param bytes of all of them
 * @param whole whether everything was seen
 * @param largest the largest of them, largest first
 * @param memory where tmpfs was mounted; nothing of what lay there is left
 * @param keptUntil how long the files can be had again; absent where they are gone
 */
public record FilesLeftView(
        int attempt,
        long files,
        long bytes,
        boolean whole,
        List<LeftFile> largest,
        List<String> memory,
        Optional<Instant> keptUntil) {
    public FilesLeftView {
        largest = List.copyOf(largest);
        memory = List.copyOf(memory);
    }

    /** @param path in the container */
    public record LeftFile(String path, long bytes) {}

    /**
     * What can be had again of an attempt.
     *
     * @param until at the latest; less while a disk runs full
     */
    public record KeptFileList(int attempt, Instant until, List<LeftFile> files) {
        public KeptFileList {
            files = List.copyOf(files);
        }
    }
}
