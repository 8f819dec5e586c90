package io.fairlead.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that only the server's user may read. */
final class PrivateFiles {
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private PrivateFiles() {}

    /** Makes the folder, with its parents, or closes an existing one to others. */
    static void folder(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(FOLDER));
        }
        if (!Files.getPosixFilePermissions(path).equals(FOLDER)) {
            Files.setPosixFilePermissions(path, FOLDER);
        }
    }

    /** An empty file; what was there is gone. */
    static void empty(Path path) throws IOException {
        Files.deleteIfExists(path);
        FileAttribute<Set<PosixFilePermission>> mode = PosixFilePermissions.asFileAttribute(FILE);
        Files.createFile(path, mode);
    }

    /** Opens a file for writing, made where it is missing. */
    static FileChannel open(Path path) throws IOException {
        return FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(FILE));
    }

    /** Puts a text in the place of a file at once: a crash leaves the old text or the new one. */
    static void replace(Path path, String text) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        empty(fresh);
        try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        move(fresh, path);
    }

    /** Renames a file of the same folder, durably. */
    static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(to.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
