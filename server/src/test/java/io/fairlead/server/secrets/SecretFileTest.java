package io.fairlead.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretFileTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path tmp;

    private Path place() {
        return tmp.resolve("secrets");
    }

    private SecretFile opened() throws IOException {
        return SecretFile.in(place(), RANDOM);
    }

    @Test
    void what_is_kept_is_there_for_the_next_server_and_readable_for_nobody_else() throws IOException {
        SecretFile file = opened();
        file.keep("registry/1001/a", "canary-ü");
        file.keep("registry/1002/a", "other");
        file.keep("registry/1002/a", "newer");

        assertThat(opened().secret("registry/1001/a")).contains("canary-ü");
        assertThat(opened().secret("registry/1002/a")).contains("newer");
        assertThat(opened().secret("registry/1003/a")).isEmpty();
        for (String name : new String[] {SecretFile.FILE, SecretFile.KEY_FILE}) {
            assertThat(Files.getPosixFilePermissions(place().resolve(name)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(Files.readString(place().resolve(name), StandardCharsets.ISO_8859_1))
                    .doesNotContain("canary", "registry");
        }
        try (var all = Files.list(place())) {
            assertThat(all).hasSize(2);
        }
        assertThat(Files.getPosixFilePermissions(place())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void a_file_that_somebody_changed_opened_or_moved_is_not_taken() throws IOException {
        opened().keep("a", "b");
        Path file = place().resolve(SecretFile.FILE);
        byte[] good = Files.readAllBytes(file);

        byte[] bad = good.clone();
        bad[bad.length - 20] ^= 1;
        Files.write(file, bad);
        assertThatThrownBy(this::opened).isInstanceOf(IOException.class).hasMessageContaining("was changed");

        Files.write(file, good);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(this::opened).hasMessageContaining("can be read by others");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.delete(place().resolve(SecretFile.KEY_FILE));
        assertThatThrownBy(this::opened).hasMessageContaining("without its key");
    }

    @Test
    void what_a_stopped_write_left_behind_does_not_matter() throws IOException {
        opened().keep("a", "b");
        Files.writeString(place().resolve(SecretFile.FILE + ".new"), "half");

        SecretFile file = opened();
        file.keep("a", "c");

        assertThat(opened().secret("a")).contains("c");
    }

    @Test
    void a_secret_is_bounded() throws IOException {
        SecretFile file = opened();

        assertThatThrownBy(() -> file.keep("a", "x".repeat(20_000))).isInstanceOf(IOException.class);
        assertThat(file.secret("a")).isEmpty();
    }
}
