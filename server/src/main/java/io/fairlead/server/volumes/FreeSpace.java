package io.fairlead.server.volumes;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is left on a disk, as {@code df} counts it.
 *
 * @param freeBytes what ordinary users may still write
 * @param usableBytes what is used and what is free, without the reserve of the file system
 */
public record FreeSpace(long freeBytes, long usableBytes) {
    /** Of the file system that a path lies on. Not for network storage: the call may hang. */
    public static FreeSpace at(Path path) throws IOException {
        FileStore store = Files.getFileStore(path);
        long free = store.getUsableSpace();
        return new FreeSpace(free, store.getTotalSpace() - store.getUnallocatedSpace() + free);
    }

    /** The free share in thousandths, 0 to 1000; 1000 for a file system that has no size. */
    public int freePermille() {
        return usableBytes <= 0 ? 1000 : (int) (1000.0 * freeBytes / usableBytes);
    }
}
