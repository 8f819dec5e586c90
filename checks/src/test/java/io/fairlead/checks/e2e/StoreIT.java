package io.fairlead.checks.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fairlead.engines.fake.FakeMachine;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.client.ApiRefusal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Disks that are full, a database that is none, and a machine that was restarted. */
@Timeout(120)
class StoreIT {
    private static final int SMALL_DISK_MB = 24;
    private static final Work SHORT = Work.pretend("FAKE_RUN_FOR=50ms");

    @Test
    void a_full_disk_refuses_a_submit_keeps_reads_and_heals_without_a_restart() throws Exception {
        try (ServerUnderTest server = ServerUnderTest.fake()) {
            Path disk = smallDisk(server.folder());
            try {
                server.with("stateFolder", disk.resolve("state").toString()).start();
                String before = server.submitHeld(SHORT).id();
                Path ballast = fill(disk);

                ApiRefusal refusal = refused(server);

                assertThat(refusal.problem().status()).isIn(503, 507);
                assertThat(refusal.code()).isEqualTo("E-STORE-FULL");
                assertThat(refusal.problem().detail()).contains("nothing was saved");
                assertThat(server.job(before).job().state()).isEqualTo("ONHOLD");

                Files.delete(ballast);
                String after = Until.holds("it saves again", () -> submitted(server), id -> !id.isEmpty());
                assertThat(server.job(after).job().state()).isEqualTo("ONHOLD");
                assertThat(server.stop()).isZero();
                assertThat(server.verify().differences()).isEmpty();
            } finally {
                server.kill();
                Docker.shell("umount -l " + disk);
            }
        }
    }

    @Test
    void a_database_that_is_none_is_refused_by_name_and_left_as_it_is() throws Exception {
        try (ServerUnderTest server = ServerUnderTest.fake()) {
            server.start().submit(SHORT);
            assertThat(server.stop()).isZero();
            Path database = file(server);
            for (String content : List.of("This is no database, whatever its name says.", "")) {
                Files.writeString(database, content);
                server.launch();
                assertThat(server.ended()).isEqualTo(1);
                assertThat(server.said()).contains("E-STORE-", database.toString());
                assertThat(server.said()).doesNotContain("\tat ", "Exception");
                assertThat(database).hasContent(content);
            }
        }
    }

    @Test
    void a_database_of_a_newer_release_is_refused_with_both_versions() throws Exception {
        try (ServerUnderTest server = ServerUnderTest.fake()) {
            server.start();
            assertThat(server.stop()).isZero();
            int known;
            try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file(server));
                    Statement statement = database.createStatement()) {
                try (ResultSet version = statement.executeQuery("PRAGMA user_version")) {
                    known = version.getInt(1);
                }
                statement.executeUpdate("PRAGMA user_version = 99");
            }

            server.launch();

            assertThat(server.ended()).isEqualTo(1);
            assertThat(server.said()).contains("E-STORE-NEWER", "has schema 99", "up to " + known);
        }
    }

    @Test
    void a_nearly_full_disk_lets_jobs_wait_and_a_fuller_one_refuses_them() throws Exception {
        try (ServerUnderTest server = ServerUnderTest.fake()) {
            server.with("freeSpace", "{placingPercent: 100, acceptingPercent: 0}")
                    .start();
            String id = server.submit(SHORT);
            assertThat(server.ask(client -> client.why(id)).reason().map(Finding::code))
                    .contains("E-DISK-LOW");
            assertThat(server.job(id).job().state()).isEqualTo("QUEUED");
            assertThat(server.stop()).isZero();

            server.with("freeSpace", "{placingPercent: 100, acceptingPercent: 100}")
                    .start();
            ApiRefusal refusal = catchThrowableOfType(ApiRefusal.class, () -> server.submit(SHORT));
            assertThat(refusal.code()).isEqualTo("E-DISK-FULL");
            assertThat(server.job(id).job().state()).isEqualTo("QUEUED");
            assertThat(server.stop()).isZero();

            server.with("freeSpace", "{placingPercent: 0, acceptingPercent: 0}").start();
            assertThat(server.over(id).job().state()).isEqualTo("FINISHED");
        }
    }

    @Test
    void a_restart_of_the_machine_ends_what_ran_and_new_jobs_run() throws Exception {
        try (ServerUnderTest server = ServerUnderTest.fake()) {
            server.start();
            String lost = server.submit(Work.pretend("FAKE_RUN_FOR=forever"));
            server.running(lost);
            server.kill();
            Path machines = server.state().resolve("fake");
            try (Stream<Path> clusters = Files.list(machines)) {
                clusters.forEach(
                        folder -> FakeMachine.in(folder, InstantSource.system()).reboot());
            }
            server.bootedAnew();

            server.start();

            JobDetail job = server.over(lost);
            assertThat(job.job().state()).isEqualTo("FAILED");
            assertThat(job.job().reason().map(Finding::code)).contains("E-NODE-REBOOTED");
            assertThat(server.over(server.submit(SHORT)).job().state()).isEqualTo("FINISHED");
        }
    }

    @Test
    void after_a_restart_a_start_is_estimated_from_how_long_earlier_jobs_ran() throws Exception {
        String one =
                "\"maxDuration\": \"10 hours\", \"maxSimultaneousJobs\": {\"bucketName\": \"one\", \"bucketMax\": 1}";
        try (ServerUnderTest server = ServerUnderTest.fake()) {
            server.start();
            server.over(server.submit(SHORT));
            assertThat(server.stop()).isZero();

            server.start();
            server.running(server.submit(Work.pretend("FAKE_RUN_FOR=forever").scheduling(one)));
            String waits = server.submit(Work.pretend("FAKE_RUN_FOR=50ms").scheduling(one));

            Instant early = server.ask(client -> client.why(waits)).early().orElseThrow();
            assertThat(early).isBefore(Instant.now().plus(Duration.ofHours(1)));
            server.ask(client -> client.cancel(waits));
        }
    }

    private static Path file(ServerUnderTest server) {
        return server.state().resolve("store/fairlead.db");
    }

    /** A file system of its own, of {@value #SMALL_DISK_MB} MB. */
    private static Path smallDisk(Path folder) throws IOException {
        Path file = folder.resolve("disk.img");
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Docker.shell("truncate -s " + SMALL_DISK_MB + "M " + file + " && mkfs.ext4 -q -m 0 " + file
                + " && mount -o loop " + file + " " + disk);
        return disk;
    }

    private static Path fill(Path disk) throws IOException {
        Path ballast = disk.resolve("ballast");
        byte[] block = new byte[64 << 10];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            for (int size = block.length; size > 0; size = size / 2) {
                try {
                    while (true) {
                        out.write(block, 0, size);
                    }
                } catch (IOException full) {
                    // A smaller piece may still find room.
                }
            }
        }
        return ballast;
    }

    /** The first refusal: what the database had already taken of the disk it may still use. */
    private static ApiRefusal refused(ServerUnderTest server) throws Exception {
        return Until.holds(
                        "the disk is full",
                        () -> Optional.ofNullable(
                                catchThrowableOfType(ApiRefusal.class, () -> server.submitHeld(SHORT))),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static String submitted(ServerUnderTest server) throws Exception {
        try {
            return server.submitHeld(SHORT).id();
        } catch (ApiRefusal full) {
            return "";
        }
    }
}
