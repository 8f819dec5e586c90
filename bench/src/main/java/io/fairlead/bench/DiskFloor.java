package io.fairlead.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the disk can do at best: one page written and synced at a time. */
final class DiskFloor {
    private static final int WRITES = 400;
    private static final int PAGE_BYTES = 4096;

    private DiskFloor() {}

    /** Durations of a write with its fdatasync, on the file system of the folder. */
    static Samples measure(Path folder) throws IOException {
        Path file = folder.resolve("floor");
        Samples samples = new Samples();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < WRITES; i++) {
                long start = System.nanoTime();
                channel.write(ByteBuffer.allocate(PAGE_BYTES));
                channel.force(false);
                samples.add(System.nanoTime() - start);
            }
        }
        Files.delete(file);
        return samples;
    }
}
