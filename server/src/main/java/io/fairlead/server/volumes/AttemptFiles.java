package io.fairlead.server.volumes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** Small files that the server makes for one attempt and that its container sees read-only: account files, stand-ins. */
final class AttemptFiles {
    private static final String READABLE = "rw-r--r--";
    private static final String RUNNABLE = "rwxr-xr-x";

    private final Path folder;

    /** @param folder where only the server can write */
    AttemptFiles(Path folder) {
        this.folder = folder;
    }

    Path write(String attempt, String name, byte[] content, boolean runnable) throws IOException {
        Path file = Files.createDirectories(folder.resolve(attempt)).resolve(name);
        Files.write(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(runnable ? RUNNABLE : READABLE));
        return file;
    }

    /** The attempts that have files, sorted. */
    List<String> attempts() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }

    void remove(String attempt) throws IOException {
        Path of = folder.resolve(attempt);
        try (Stream<Path> files = Files.list(of)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (NoSuchFileException e) {
            return;
        }
        Files.delete(of);
    }
}
