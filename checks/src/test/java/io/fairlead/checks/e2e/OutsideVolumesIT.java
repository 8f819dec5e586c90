package io.fairlead.checks.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fairlead.wire.api.EventView;
import io.fairlead.wire.api.FilesLeftView;
import io.fairlead.wire.api.FilesLeftView.KeptFileList;
import io.fairlead.wire.api.FilesLeftView.LeftFile;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.client.ApiRefusal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What jobs write outside of volumes: found at the end, kept for a while, and bounded while they run. */
@Timeout(180)
class OutsideVolumesIT {
    private static final String HOME = "/home/" + Person.NOBODY.name();

    private static String file(ServerUnderTest server, String job, String path) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        server.askAs(Person.NOBODY, client -> {
            client.leftFile(job, 0, path, out::write);
            return true;
        });
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Empty only while the server says that it is on its way. */
    private static Optional<KeptFileList> keptByNow(ServerUnderTest server, String job) throws Exception {
        try {
            return Optional.of(server.askAs(Person.NOBODY, client -> client.left(job, 0)));
        } catch (ApiRefusal refusal) {
            assertThat(refusal.code()).isEqualTo("E-NOT-KEPT-YET");
            assertThat(refusal.problem().status()).isEqualTo(503);
            assertThat(refusal.retryAfter()).isPresent();
            return Optional.empty();
        }
    }

    @Test
    void what_is_left_in_layer_and_home_is_told_kept_and_given_back() throws Exception {
        try (ServerUnderTest server = ServerUnderTest.docker().start()) {
            String id =
                    server.submit(Work.shell("mkdir -p $HOME/.cache /tmp/a; echo home > $HOME/.cache/h; echo layer >"
                            + " '/tmp/a/with blank'; ln -s /etc/shadow /tmp/a/link; ln -s /etc $HOME/etc;"
                            + " head -c 70000 /dev/zero > /tmp/big"));
            JobDetail job = server.over(id);

            FilesLeftView left = job.filesLeft().orElseThrow();
            assertThat(left.largest())
                    .containsExactly(
                            new LeftFile("/tmp/big", 70_000),
                            new LeftFile("/tmp/a/with blank", 6),
                            new LeftFile(HOME + "/.cache/h", 5));
            assertThat(left.files()).isEqualTo(3);
            assertThat(left.whole()).isTrue();
            assertThat(left.keptUntil()).isPresent();
            assertThat(server.events(id))
                    .extracting(EventView::message)
                    .anyMatch(message -> message.contains("3 files outside of volumes: /tmp/big"));
            assertThat(job.job().state()).isEqualTo("FINISHED");

            KeptFileList kept = Until.holds("it is kept", () -> keptByNow(server, id), Optional::isPresent)
                    .orElseThrow();
            assertThat(kept.files())
                    .extracting(LeftFile::path)
                    .containsExactlyInAnyOrder("/tmp/big", "/tmp/a/with blank", HOME + "/.cache/h");
            assertThat(file(server, id, "/tmp/a/with blank")).isEqualTo("layer\n");
            assertThat(file(server, id, HOME + "/.cache/h")).isEqualTo("home\n");
            for (String no : List.of("/tmp/a/link", HOME + "/etc/shadow", "/../../store/instance", "/tmp")) {
                ApiRefusal refusal = catchThrowableOfType(ApiRefusal.class, () -> file(server, id, no));
                assertThat(refusal.code()).as(no).isEqualTo("E-NOT-KEPT");
            }
            ApiRefusal other = catchThrowableOfType(
                    ApiRefusal.class, () -> server.askAs(Person.DAEMON, client -> client.left(id, 0)));
            assertThat(other.code()).isEqualTo("E-JOB-NOT-FOUND");
        }
    }

    @Test
    void too_much_is_told_and_not_kept_and_nothing_is_said_of_nothing() throws Exception {
        try (ServerUnderTest server =
                ServerUnderTest.docker().with("jobs", "{rescueMb: 1}").start()) {
            String id = server.submit(Work.shell("head -c 2000000 /dev/zero > /tmp/big"));
            String clean = server.submit(Work.shell("true"));
            FilesLeftView left = server.over(id).filesLeft().orElseThrow();

            assertThat(left.keptUntil()).isEmpty();
            assertThat(left.bytes()).isEqualTo(2_000_000);
            assertThat(server.over(clean).filesLeft()).isEmpty();
            Until.holds("nothing is left", server::leftovers, List::isEmpty);
            assertThat(catchThrowableOfType(
                                    ApiRefusal.class, () -> server.askAs(Person.NOBODY, client -> client.left(id, 0)))
                            .code())
                    .isEqualTo("E-NOT-KEPT");
        }
    }

    @Test
    void a_job_that_outgrows_its_bound_is_stopped_whether_in_its_layer_or_its_home() throws Exception {
        try (ServerUnderTest server = ServerUnderTest.docker().start()) {
            for (String place : List.of("/tmp/x", "$HOME/x")) {
                String id = server.submit(Work.shell("for i in 1 2 3 4 5 6 7 8; do head -c 8000000 /dev/zero >> "
                                + place + "; sleep 0.2; done; sleep 60")
                        .resources("\"cpus\": 0.5, \"gpus\": 0, \"cpuMemoryGb\": 0.1, \"scratchGb\": 0.03"));
                JobDetail job = server.over(id);

                assertThat(job.job().state()).isEqualTo("FAILED");
                assertThat(job.job().reason().orElseThrow().code()).isEqualTo("E-SCRATCH-EXCEEDED");
                assertThat(job.job().reason().orElseThrow().message()).contains("MiB", "bound");
                assertThat(job.attempts().getLast().stop().orElseThrow().cause())
                        .isEqualTo("DISK_USE");
                assertThat(job.attempts().getLast().stop().orElseThrow().killedAt())
                        .isPresent();
            }
            server.stop();
            assertThat(server.verify().isClean()).isTrue();
        }
    }

    /** The state lies on a disk of its own: without the watch the job would fill it for everybody. */
    @Test
    void on_a_small_disk_the_largest_writer_is_stopped_before_the_disk_is_full() throws Exception {
        Path image = Files.createTempFile("fairlead-disk", ".img");
        Path disk = Files.createTempDirectory("fairlead-disk");
        Docker.shell("truncate -s 400M '" + image + "' && mkfs.ext4 -q -m 0 '" + image + "' && mount -o loop '" + image
                + "' '" + disk + "'");
        try (ServerUnderTest server = ServerUnderTest.docker()
                .with("stateFolder", disk.resolve("state").toString())
                .with("freeSpace", "{placingPercent: 40, acceptingPercent: 30}")
                .start()) {
            String quiet = server.submit(Work.shell("sleep 8; echo done > $HOME/x; cat $HOME/x"));
            String greedy = server.submit(Work.shell("head -c 290000000 /dev/zero > $HOME/x; sleep 60")
                    .resources("\"cpus\": 0.5, \"gpus\": 0, \"cpuMemoryGb\": 0.2"));
            JobDetail stopped = server.over(greedy);

            assertThat(stopped.job().reason().orElseThrow().code()).isEqualTo("E-DISK-TAKEN");
            assertThat(server.over(quiet).job().state()).isEqualTo("FINISHED");
            assertThat(server.log(quiet)).isEqualTo("done\n");
            Until.holds(
                    "what was kept gave way to the floor",
                    () -> Docker.shell("df --output=pcent '" + disk + "' | tail -1")
                            .strip(),
                    used -> Integer.parseInt(used.replace("%", "")) < 30);
        } finally {
            Docker.shell("umount -l '" + disk + "'; rmdir '" + disk + "'; rm -f '" + image + "'");
        }
    }
}
