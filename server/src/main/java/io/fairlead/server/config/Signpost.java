package io.fairlead.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A file beside a server's socket that names the configuration by which that server runs, so that {@code fairlead check} judges
 * by the same one. It stays when the server stops.
 */
public final class Signpost {
    private static final String NAME = "configuration";
    private static final String READABLE = "rw-r--r--";

    private Signpost() {}

    /**
     * Where a server listens or has listened, and by what it was started.
     *
     * @param uid as whom it ran: what is not configured depends on it
     * @param file empty where it found none and used the defaults
     */
    public record Found(long uid, Optional<Path> file) {}

    /** @param file the configuration of the server that listens there; empty: the defaults */
    public static void put(Path socket, Optional<Path> file) throws IOException {
        Path post = socket.resolveSibling(NAME);
        Path next = socket.resolveSibling(NAME + ".new");
        Files.writeString(next, file.map(it -> it.toAbsolutePath().toString()).orElse("") + "\n");
        Files.setPosixFilePermissions(next, PosixFilePermissions.fromString(READABLE));
        Files.move(next, post, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Empty where no server was ever started there, or before such files were written. */
    public static Optional<Found> beside(Path socket) throws IOException {
        Path post = socket.toAbsolutePath().resolveSibling(NAME);
        try {
            String text = Files.readString(post, StandardCharsets.UTF_8).strip();
            long uid = (Integer) Files.getAttribute(post, "unix:uid");
            return Optional.of(new Found(uid, text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text))));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }
}
