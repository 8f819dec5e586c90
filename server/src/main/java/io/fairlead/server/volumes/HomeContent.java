package io.fairlead.server.volumes;

import java.util.List;

/**
 * What a job left in its throw-away home.
 *
 * @param listed regular files by path, the first so many
 * @param files how many regular files were seen
 * @param diskBytes what everything seen takes on the disk
 * @param whole whether everything was seen; false too where files went away meanwhile
 */
public record HomeContent(List<HomeFile> listed, long files, long diskBytes, boolean whole) {
    /**
     * A file.
     *
     * @param path from the home on; bytes that are no text are shown as the replacement character
     * @param bytes its length
     */
    public record HomeFile(String path, long bytes) {}

    public HomeContent {
        listed = List.copyOf(listed);
    }
}
