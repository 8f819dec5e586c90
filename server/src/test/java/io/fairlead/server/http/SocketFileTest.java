package io.fairlead.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.problem.ProblemException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketFileTest {
    @TempDir
    private Path folder;

    @Test
    void a_socket_is_open_to_all_in_a_folder_that_is_not() throws Exception {
        try (var door = new OpenDoor()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(door.listener.socket())))
                    .isEqualTo("rw-rw-rw-");
        }
    }

    @Test
    void what_a_dead_server_left_is_taken_away() throws Exception {
        Path path = folder.resolve("s");
        try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path));
        }

        new SocketFile(path).clear();

        assertThat(path).doesNotExist();
    }

    @Test
    void a_server_that_answers_keeps_its_socket() throws Exception {
        Path path = folder.resolve("s");
        try (var alive = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            alive.bind(UnixDomainSocketAddress.of(path));

            assertRefused(path, "E-SOCKET-TAKEN");
            assertThat(path).exists();
        }
    }

    @Test
    void a_file_that_is_no_socket_is_left_alone() throws Exception {
        Path path = Files.writeString(folder.resolve("s"), "dear diary");

        assertRefused(path, "E-SOCKET-NOT-A-SOCKET");
        assertThat(path).hasContent("dear diary");
    }

    @Test
    void a_folder_in_which_others_may_write_is_refused() throws Exception {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertRefused(open.resolve("s"), "E-SOCKET-FOLDER-OPEN");
    }

    @Test
    void a_missing_folder_is_made_so_that_only_the_owner_may_write() throws Exception {
        new SocketFile(folder.resolve("a/s")).clear();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a"))))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void a_path_that_the_kernel_would_not_take_is_refused() {
        assertRefused(folder.resolve("x".repeat(120)), "E-SOCKET-PATH-LONG");
    }

    private static void assertRefused(Path path, String code) {
        assertThatThrownBy(() -> new SocketFile(path).clear())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problems())
                                .extracting("code")
                                .containsExactly(code));
    }
}
