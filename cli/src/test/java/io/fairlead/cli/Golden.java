package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts kept beside the tests; {@code -Dfairlead.golden=write} writes them anew, to be read before they are committed. */
final class Golden {
    private Golden() {}

    static void holds(String file, String text) {
        holds(Path.of("src/test/golden", file), text);
    }

    static void holds(Path path, String text) {
        try {
            if ("write".equals(System.getProperty("fairlead.golden"))) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, text);
            }
            assertThat(Files.readString(path)).isEqualTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
