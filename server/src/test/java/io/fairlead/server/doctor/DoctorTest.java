package io.fairlead.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.limits.FreeSpaceFloors;
import io.fairlead.core.volume.Backing;
import io.fairlead.core.volume.FolderPattern;
import io.fairlead.core.volume.Promise;
import io.fairlead.core.volume.Scope;
import io.fairlead.core.volume.Volume;
import io.fairlead.engines.docker.EngineDescription;
import io.fairlead.server.config.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorTest {
    private static final EngineLook AWAY = new EngineLook() {
        @Override
        public EngineDescription describe() throws IOException {
            throw new IOException("connection refused");
        }

        @Override
        public void ensureBridge() throws IOException {
            throw new IOException("connection refused");
        }
    };

    private static EngineLook saying(boolean liveRestore, String... security) {
        return new EngineLook() {
            @Override
            public EngineDescription describe() {
                return new EngineDescription(
                        "20.10.24",
                        "runc 1.1.4",
                        "6.1.0",
                        "1.41",
                        "dgx1",
                        "x86_64",
                        new EngineDescription.Cgroup(1, "cgroupfs"),
                        "overlay2",
                        Path.of("/"),
                        liveRestore,
                        List.of(security),
                        List.of("runc"),
                        new EngineDescription.Cdi(List.of(), false),
                        true,
                        true,
                        OptionalInt.empty(),
                        List.of());
            }

            @Override
            public void ensureBridge() {}
        };
    }

    /** The exit code and what was printed. */
    private static String run(Path home, EngineLook engine, String... arguments) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        var user = new Surroundings(4711, home.toString(), Map.of());
        int code = Doctor.run(List.of(arguments), user, _ -> engine, out, out);
        return code + "\n" + bytes.toString(StandardCharsets.UTF_8);
    }

    private static List<String> lines(List<Check> checks) {
        return checks.stream().map(it -> it.severity() + " " + it.id()).toList();
    }

    @Test
    void an_engine_that_is_away_is_bad_and_says_how_to_start_one(@TempDir Path home) {
        assertThat(run(home, AWAY))
                .startsWith("1\n")
                .containsPattern("bad +engine +no answer at /var/run/docker.sock: connection refused")
                .contains("fix: start it: systemctl start docker");
    }

    @Test
    void an_engine_that_is_closed_to_the_user_is_not_said_to_be_away(@TempDir Path home) {
        EngineLook closed = new EngineLook() {
            @Override
            public EngineDescription describe() throws IOException {
                throw new IOException("cannot connect to unix:/var/run/docker.sock: Permission denied");
            }

            @Override
            public void ensureBridge() {}
        };

        assertThat(run(home, closed))
                .startsWith("1\n")
                .containsPattern("bad +engine +this account may not ask the engine at /var/run/docker.sock")
                .contains("fix: fairlead doctor as root")
                .doesNotContain("start it:");
    }

    @Test
    void a_fit_engine_is_good_and_what_could_be_better_has_a_fix(@TempDir Path home) {
        assertThat(run(home, saying(false, "name=seccomp,profile=default", "name=apparmor")))
                .containsPattern("ok +engine +Docker 20.10.24, API 1.41")
                .containsPattern("ok +engine-isolation ")
                .containsPattern("ok +engine-cgroup +version 1, driver cgroupfs")
                .containsPattern("ok +engine-bridge ")
                .containsPattern("warn +engine-live-restore ")
                .contains("\"live-restore\": true");
    }

    @Test
    void an_engine_that_maps_users_or_filters_nothing_is_bad(@TempDir Path home) {
        assertThat(run(home, saying(true, "name=userns")))
                .startsWith("1\n")
                .containsPattern("bad +engine-userns ")
                .containsPattern("bad +engine-no-seccomp ")
                .doesNotContain("engine-isolation");
    }

    @Test
    void a_configuration_with_mistakes_is_bad(@TempDir Path home) throws IOException {
        Path file = Files.writeString(home.resolve("bad.yaml"), "netwrok: none\n");

        assertThat(run(home, saying(true, "name=seccomp,profile=default"), "--config", file.toString()))
                .startsWith("1\n")
                .containsPattern("bad +configuration +1 mistake in")
                .contains("fix: fairlead config check " + file);
    }

    @Test
    void programs_read_the_same_as_json_and_a_wrong_option_prints_the_usage(@TempDir Path home) {
        assertThat(run(home, AWAY, "-o", "json")).startsWith("1\n{\"checks\":[{\"id\":\"configuration\",");
        assertThat(run(home, AWAY, "-o", "xml")).startsWith("2\nusage:");
        assertThat(run(home, AWAY, "now")).startsWith("2\nusage:");
    }

    @Test
    void who_can_reach_the_engine_is_named(@TempDir Path root) throws IOException {
        Path socket = Files.createFile(
                root.resolve("docker.sock"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw----")));
        Files.setAttribute(socket, "unix:gid", 998);
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/group"), "root:x:0:\ndocker:x:998:bob,alice\n");
        Files.writeString(root.resolve("etc/passwd"), "root:x:0:0::/root:/bin/sh\ncarol:x:7:998::/:/bin/sh\n");
        var host = new HostChecks(root);

        host.socket(socket);

        assertThat(host.checks()).singleElement().satisfies(check -> {
            assertThat(check.severity()).isEqualTo(Check.Severity.WARN);
            assertThat(check.found()).startsWith("alice, bob, carol can reach the engine");
        });
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
        var open = new HostChecks(root);
        open.socket(socket);
        assertThat(lines(open.checks())).containsExactly("BAD docker-socket", "WARN docker-group");
    }

    @Test
    void an_engine_on_tcp_is_bad(@TempDir Path root) throws IOException {
        Files.createDirectories(root.resolve("proc/net"));
        String head = "  sl  local_address rem_address   st tx_queue\n";
        Files.writeString(root.resolve("proc/net/tcp"), head + "   0: 0100007F:0016 00000000:0000 0A 0\n");
        var none = new HostChecks(root);
        none.tcp();
        Files.writeString(root.resolve("proc/net/tcp"), head + "   0: 0100007F:0947 00000000:0000 0A 0\n");
        var loopback = new HostChecks(root);
        loopback.tcp();
        Files.writeString(root.resolve("proc/net/tcp"), head + "   0: 00000000:0947 00000000:0000 0A 0\n");
        var open = new HostChecks(root);
        open.tcp();

        assertThat(lines(none.checks())).containsExactly("OK docker-tcp");
        assertThat(loopback.checks().getFirst().found()).contains("every user here");
        assertThat(open.checks().getFirst().found()).contains("every machine");
    }

    @Test
    void an_old_kernel_is_bad(@TempDir Path root) throws IOException {
        Files.createDirectories(root.resolve("proc/sys/kernel"));
        for (var entry : Map.of("5.4.0-150-generic", "BAD", "5.6.0", "OK", "6.1.0-26-amd64", "OK")
                .entrySet()) {
            Files.writeString(root.resolve("proc/sys/kernel/osrelease"), entry.getKey() + "\n");
            var host = new HostChecks(root);
            host.kernel();
            assertThat(lines(host.checks())).containsExactly(entry.getValue() + " kernel");
        }
    }

    @Test
    void free_space_is_held_against_both_floors(@TempDir Path folder) throws IOException {
        for (var floors : Map.of(
                        new FreeSpaceFloors(0, 0),
                        "OK",
                        new FreeSpaceFloors(1000, 0),
                        "WARN",
                        new FreeSpaceFloors(1000, 1000),
                        "BAD")
                .entrySet()) {
            var storage = new StorageChecks(0);
            storage.space("disk", folder.resolve("not/yet/there"), floors.getKey());
            assertThat(lines(storage.checks())).containsExactly(floors.getValue() + " disk");
        }
    }

    @Test
    void a_volume_that_users_can_move_away_is_bad(@TempDir Path folder) throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path gone = folder.resolve("gone");

        assertThat(looked(shared.toString())).containsExactly("OK volume-data");
        assertThat(looked(gone.toString())).containsExactly("BAD volume-data");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(looked(shared.toString())).containsExactly("BAD volume-data");
        assertThat(looked(shared + "/{project}")).containsExactly("BAD volume-data");
    }

    private static List<String> looked(String root) throws IOException {
        var storage = new StorageChecks(0);
        storage.volume(new Volume(
                "data",
                Optional.empty(),
                Scope.SITE,
                List.of(),
                Backing.Folders.at(FolderPattern.of(root)),
                Promise.KEPT));
        return lines(storage.checks());
    }
}
