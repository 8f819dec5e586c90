package io.fairlead.server.secrets;

import io.fairlead.core.problem.ProblemException;
import io.fairlead.server.linux.Errno;
import io.fairlead.server.linux.LinuxException;
import io.fairlead.server.linux.Mounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/**
 * Secrets as files that never reach a disk, on their way into a container: what is bound there stays there after the
 * file's name here is gone. Whoever asks the engine about the container sees where the file was, not what is in it.
 */
public final class MemoryFiles implements AutoCloseable {
    /** Of all secrets on their way together. */
    private static final long MEMORY_BYTES = 64L << 20;

    private final Path folder;
    private final boolean mounted;

    private MemoryFiles(Path folder, boolean mounted) {
        this.folder = folder;
        this.mounted = mounted;
    }

    /**
     * Makes the folder, for the server alone, and mounts memory on it where the server may; what an earlier server left is
     * gone.
     */
    public static MemoryFiles at(Path folder, boolean mayMount) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        Path real = folder.toRealPath();
        if (mayMount) {
            detach(real);
            Mounts.memory(real.toString(), MEMORY_BYTES);
        }
        return new MemoryFiles(real, mayMount);
    }

    /**
     * Writes a file that its user alone can read.
     *
     * @param attempt whose it is
     * @param number of the file in that attempt
     * @throws ProblemException where there is no memory to write it to
     */
    Path write(String attempt, int number, String value, long uid, long gid) throws IOException {
        if (!mounted && !Files.getFileStore(folder).type().equals("tmpfs")) {
            throw new ProblemException(SecretsProblems.NO_MEMORY.reason("folder", folder));
        }
        Path own = folder.resolve(attempt);
        if (!Files.isDirectory(own)) {
            Files.createDirectory(
                    own, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Path file = own.resolve(Integer.toString(number));
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, value.getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        Files.setAttribute(file, "unix:gid", Math.toIntExact(gid));
        Files.setAttribute(file, "unix:uid", Math.toIntExact(uid));
        return file;
    }

    /** Takes the names away; a container that has the files keeps them until it ends. */
    public void remove(String attempt) throws IOException {
        Path own = folder.resolve(attempt);
        try (Stream<Path> files = Files.list(own)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(own);
        } catch (NoSuchFileException none) {
            // There were none.
        }
    }

    @Override
    public void close() throws IOException {
        if (mounted) {
            detach(folder);
        }
    }

    private static void detach(Path folder) throws LinuxException {
        while (true) {
            try {
                Mounts.detach(folder.toString());
            } catch (LinuxException e) {
                if (e.errno() == Errno.EINVAL) {
                    return;
                }
                throw e;
            }
        }
    }
}
