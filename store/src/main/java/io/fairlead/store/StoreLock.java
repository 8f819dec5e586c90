package io.fairlead.store;

import io.fairlead.core.problem.ProblemException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One server per store: a lock of the operating system, which ends with the process however it ends, and beside it a file
 * that says who holds it.
 */
final class StoreLock implements AutoCloseable {
    private static final String UNKNOWN = "unknown";
    /**
     * Stores that this process has open. The system's lock is the process's: a second one would be given, and closing any
     * channel of the file would end the first.
     */
    private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

    private final Path key;
    private final FileChannel channel;

    private StoreLock(Path key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /**
     * @param directory exists and can be written
     * @throws ProblemException naming the holder where another server has it
     */
    static StoreLock take(Path directory, Instant now) throws IOException {
        Path key = directory.toRealPath();
        if (!OPEN_HERE.add(key)) {
            throw held(directory);
        }
        FileChannel channel = null;
        try {
            channel = PrivateFiles.open(directory.resolve("lock"));
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw held(directory);
            }
            writeHolder(directory, now);
            return new StoreLock(key, channel);
        } catch (IOException | RuntimeException e) {
            release(key, channel);
            throw e;
        }
    }

    /** Whether this process has the store open. */
    static boolean isOpenHere(Path directory) throws IOException {
        return OPEN_HERE.contains(directory.toRealPath());
    }

    private static void writeHolder(Path directory, Instant now) throws IOException {
        String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        PrivateFiles.replace(
                directory.resolve("holder"), ProcessHandle.current().pid() + "\n" + host + "\n" + now + "\n");
    }

    private static ProblemException held(Path directory) {
        List<String> lines = List.of();
        try {
            lines = Files.readAllLines(directory.resolve("holder"));
        } catch (IOException _) {
            // it is just being written, or cannot be read: the refusal stands all the same
        }
        return new ProblemException(StoreProblems.LOCKED.reason(
                "directory", directory, "pid", line(lines, 0), "host", line(lines, 1), "since", line(lines, 2)));
    }

    private static String line(List<String> lines, int index) {
        return index < lines.size() && !lines.get(index).isBlank() ? lines.get(index) : UNKNOWN;
    }

    private static void release(Path key, @Nullable FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            OPEN_HERE.remove(key);
        }
    }

    @Override
    public void close() throws IOException {
        release(key, channel);
    }
}
