package io.fairlead.core.job;

import java.util.List;

/**
 * What an attempt left outside of volumes: gone with its container, but for what is kept for a while.
 *
 * @param files how many regular files
 * @param bytes of all of them
 * @param whole whether everything was seen
 * @param listed the largest of them, largest first
 * @param memory where tmpfs was mounted; what lay there was gone with the last process
 * @param keptHours how long the files can be had again; 0 where they are not kept
 */
public record FilesLeft(long files, long bytes, boolean whole, List<File> listed, List<String> memory, int keptHours) {
    /** How many are named. */
    public static final int LISTED_MAX = 20;

    /** @param path in the container */
    public record File(String path, long bytes) {}

    public FilesLeft {
        listed = List.copyOf(listed);
        memory = List.copyOf(memory);
    }

    /** Whether there is nothing to tell. */
    public boolean isNothing() {
        return files == 0 && memory.isEmpty() && whole;
    }
}
