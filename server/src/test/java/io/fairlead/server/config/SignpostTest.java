package io.fairlead.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SignpostTest {
    @TempDir
    private Path run;

    @Test
    void whoever_finds_the_socket_finds_the_configuration_and_as_whom_the_server_ran() throws Exception {
        Path socket = run.resolve("fairlead.sock");
        assertThat(Signpost.beside(socket)).isEmpty();

        Signpost.put(socket, Optional.of(Path.of("/etc/site.yaml")));
        Signpost.Found found = Signpost.beside(socket).orElseThrow();

        assertThat(found.file()).contains(Path.of("/etc/site.yaml"));
        assertThat(found.uid()).isEqualTo(((Integer) Files.getAttribute(run, "unix:uid")).longValue());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.resolve("configuration"))))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void a_server_without_a_configuration_says_so_over_what_an_earlier_one_said() throws Exception {
        Path socket = run.resolve("fairlead.sock");
        Signpost.put(socket, Optional.of(Path.of("/etc/site.yaml")));

        Signpost.put(socket, Optional.empty());

        assertThat(Signpost.beside(socket).orElseThrow().file()).isEmpty();
    }
}
