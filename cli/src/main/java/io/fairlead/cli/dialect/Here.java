package io.fairlead.cli.dialect;

import io.fairlead.cli.show.Shell;
import io.fairlead.wire.dialect.Defaults;
import io.fairlead.wire.dialect.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZonedDateTime;

/** This machine, this user, this folder: what a shell would have put into a line that is typed here. */
public final class Here {
    private static final int FILE_MAX_BYTES = 1 << 20;

    private Here() {}

    public static Surroundings of(Shell shell) {
        String logical = shell.environment().getOrDefault("PWD", "");
        String folder =
                logical.startsWith("/") ? logical : Path.of("").toAbsolutePath().toString();
        String home = shell.environment().getOrDefault("HOME", System.getProperty("user.home", "/"));
        ZonedDateTime now = shell.world().clock().instant().atZone(shell.world().zone());
        return new Surroundings(host(), who(), folder, home, shell.environment(), now, Here::read, Defaults.PLAIN);
    }

    private static String host() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Surroundings.Identity who() {
        try {
            Path self = Path.of("/proc/self");
            return new Surroundings.Identity(
                    System.getProperty("user.name", ""), id(self, "unix:uid"), id(self, "unix:gid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long id(Path self, String attribute) throws IOException {
        return Integer.toUnsignedLong((Integer) Files.getAttribute(self, attribute));
    }

    private static String read(String file) throws IOException {
        Path path = Path.of(file);
        if (Files.notExists(path)) {
            throw new IOException("there is no such file", new NoSuchFileException(file));
        }
        if (Files.isDirectory(path)) {
            throw new IOException("it is a folder");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(FILE_MAX_BYTES + 1);
            if (bytes.length > FILE_MAX_BYTES) {
                throw new IOException("it is larger than " + FILE_MAX_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
