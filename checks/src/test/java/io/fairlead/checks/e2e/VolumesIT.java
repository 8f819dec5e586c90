package io.fairlead.checks.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.VolumeList.VolumeView;
import io.fairlead.wire.api.VolumeList.VolumeWish;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.client.SubmitOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Storage of a site: listed with what it promises, and admitted by administrators while the server runs. */
@Timeout(120)
class VolumesIT {
    private static final String JOB = """
            {"name": "v", "request": {
              "resources": {"cpus": 0.1, "gpus": 0, "cpuMemoryGb": 0.06},
              "docker": {"image": "fairlead/test-busybox:1", "command": ["cat", "/sets/digits"],
                "storage": [{"hostPath": "ROOT", "containerPath": "/sets", "readOnly": true}]}}}
            """;

    private static VolumeWish wish(String name, String root) {
        return new VolumeWish(name, root, Optional.empty(), Optional.of("node"), List.of(), Optional.of("NVMe"), false);
    }

    /** Not while it is used; afterwards it is as if it had never been, but for its folder. */
    private static void takenBack(ServerUnderTest server, String name, byte[] job) throws Exception {
        byte[] waiting = new String(job, StandardCharsets.UTF_8)
                .replace("\"cat\", \"/sets/digits\"", "\"sleep\", \"99\"")
                .getBytes(StandardCharsets.UTF_8);
        String user = server.askAs(Person.NOBODY, client -> client.submit(waiting, SubmitOptions.PLAIN))
                .id();
        ApiRefusal used = catchThrowableOfType(ApiRefusal.class, () -> server.ask(client -> client.deleteVolume(name)));
        assertThat(used.code()).isEqualTo("E-VOLUME-IN-USE");
        assertThat(used.problem().detail()).contains(name, user);
        server.askAs(Person.NOBODY, client -> client.cancel(user));
        server.over(user);
        assertThat(catchThrowableOfType(
                                ApiRefusal.class,
                                () -> server.askAs(Person.NOBODY, client -> client.deleteVolume(name)))
                        .code())
                .isEqualTo("E-NOT-ADMINISTRATOR");
        assertThat(server.ask(client -> client.deleteVolume(name)).name()).isEqualTo(name);
        for (String gone : List.of(name, "tmpfs")) {
            assertThat(catchThrowableOfType(ApiRefusal.class, () -> server.ask(client -> client.deleteVolume(gone)))
                            .problem()
                            .status())
                    .isEqualTo(422);
        }
        assertThat(catchThrowableOfType(
                                ApiRefusal.class,
                                () -> server.askAs(Person.NOBODY, client -> client.submit(job, SubmitOptions.PLAIN)))
                        .code())
                .isEqualTo("E-HOST-PATH");
        server.stop();
        server.start();
        assertThat(server.ask(client -> client.volumes()).volumes())
                .extracting(VolumeView::name)
                .doesNotContain(name);
    }

    @Test
    void a_folder_is_refused_with_the_line_that_admits_it_and_then_mounted_after_restarts_too() throws Exception {
        Path root = Files.createTempDirectory("fairlead-sets");
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(root.resolve("digits"), "0123456789\n");
        byte[] job = JOB.replace("ROOT", root.toString()).getBytes(StandardCharsets.UTF_8);
        try (ServerUnderTest server = ServerUnderTest.docker().start()) {
            ApiRefusal refusal = catchThrowableOfType(
                    ApiRefusal.class,
                    () -> server.askAs(Person.NOBODY, client -> client.submit(job, SubmitOptions.PLAIN)));
            Finding finding = refusal.problem().errors().getFirst();
            String name = root.getFileName().toString().toLowerCase(java.util.Locale.ROOT);
            assertThat(finding.code()).isEqualTo("E-HOST-PATH");
            assertThat(finding.fix()).contains("fairlead volume create " + name + " --root " + root);

            ApiRefusal notYours = catchThrowableOfType(
                    ApiRefusal.class,
                    () -> server.askAs(Person.NOBODY, client -> client.createVolume(wish(name, root.toString()))));
            assertThat(notYours.code()).isEqualTo("E-NOT-ADMINISTRATOR");
            VolumeView made = server.ask(client -> client.createVolume(wish(name, root.toString())));
            assertThat(made.promise())
                    .isEqualTo("kept, only on the node where it was written, not backed up, speed: NVMe");
            assertThat(made.origin()).isEqualTo("created");

            String first = server.askAs(Person.NOBODY, client -> client.submit(job, SubmitOptions.PLAIN))
                    .id();
            server.over(first);
            assertThat(server.log(first)).isEqualTo("0123456789\n");

            server.stop();
            server.start();
            String second = server.askAs(Person.NOBODY, client -> client.submit(job, SubmitOptions.PLAIN))
                    .id();
            server.over(second);
            assertThat(server.log(second)).isEqualTo("0123456789\n");
            for (VolumeWish bad : List.of(
                    wish(name, root.toString()),
                    wish("keys", "/etc/ssl"),
                    wish("none", root + "/none"),
                    wish("Upper", root.toString()))) {
                assertThat(catchThrowableOfType(ApiRefusal.class, () -> server.ask(client -> client.createVolume(bad)))
                                .problem()
                                .status())
                        .as(bad.name())
                        .isEqualTo(422);
            }
            assertThat(server.askAs(Person.NOBODY, client -> client.volumes()).volumes())
                    .extracting(VolumeView::name)
                    .contains("home", "project_scratch", "tmpfs", name);
            takenBack(server, name, job);
        } finally {
            Docker.shell("rm -rf '" + root + "'");
        }
    }
}
