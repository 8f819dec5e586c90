package io.fairlead.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.port.ChangeLog.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a working store. */
final class FaultTest {
    private static final int SUBMITS_MAX = 100_000;

    private final Submits submits = new Submits(3);

    @TempDir
    Path home;

    private static String nothingSaved(Outcome outcome) {
        return switch (outcome) {
            case Outcome.NothingSaved(var problem) -> {
                assertThat(problem.fix()).isNotBlank();
                yield problem.code();
            }
            case Outcome.Durable _ -> fail("was saved");
        };
    }

    @Test
    void a_full_disk_saves_nothing_and_needs_no_restart_once_there_is_room() throws Exception {
        Path image = home.resolve("disk.img");
        Path disk = Files.createDirectory(home.resolve("disk"));
        run("truncate", "-s", "24M", image.toString());
        run("mkfs.ext4", "-q", "-F", image.toString());
        run("mount", "-o", "loop", image.toString(), disk.toString());
        try (Store store = Store.open(Samples.settings(disk.resolve("store")))) {
            Path ballast = disk.resolve("ballast");
            run("dd", "if=/dev/zero", "of=" + ballast, "bs=1M", "count=12", "status=none");
            List<Job> saved = new ArrayList<>();
            String code = untilRefused(store, saved);

            assertThat(code).isEqualTo("E-STORE-FULL");
            assertThat(saved).isNotEmpty();
            assertThat(nothingSaved(submits.into(store))).isEqualTo("E-STORE-FULL");
            assertThat(store.journal().load().jobs()).containsExactlyInAnyOrderElementsOf(saved);

            Files.delete(ballast);
            Job after = submits.job();
            assertThat(submits.into(store, after)).isEqualTo(new Outcome.Durable());
            saved.add(after);
            assertThat(store.journal().load().jobs()).containsExactlyInAnyOrderElementsOf(saved);
            assertThat(store.verify().differences()).isEmpty();
        } finally {
            run("umount", disk.toString());
        }
    }

    private String untilRefused(Store store, List<Job> saved) {
        for (int i = 0; i < SUBMITS_MAX; i++) {
            Job job = submits.job();
            Outcome outcome = submits.into(store, job);
            if (!outcome.equals(new Outcome.Durable())) {
                return nothingSaved(outcome);
            }
            saved.add(job);
        }
        return fail("the disk never filled");
    }

    @Test
    void a_lock_of_somebody_else_is_waited_for_and_then_named() throws Exception {
        try (Store store = Store.open(Samples.settings(home))) {
            try (var other = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("fairlead.db"));
                    var statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");

                assertThat(nothingSaved(submits.into(store))).isEqualTo("E-STORE-BUSY");
                assertThat(store.journal().load().jobs()).isEmpty();
                statement.execute("ROLLBACK");
            }
            assertThat(submits.into(store)).isEqualTo(new Outcome.Durable());
            assertThat(store.journal().load().lastSeq()).isEqualTo(1);
        }
    }

    @Test
    void a_database_that_was_taken_away_is_written_no_more() throws Exception {
        try (Store store = Store.open(Samples.settings(home))) {
            submits.into(store);
            Path database = home.resolve("fairlead.db");
            Path away = home.resolve("away.db");
            Files.move(database, away);

            assertThat(nothingSaved(submits.into(store))).isEqualTo("E-STORE-REPLACED");
            Files.copy(away, database);
            assertThat(nothingSaved(submits.into(store))).isEqualTo("E-STORE-REPLACED");
        }
    }

    @Test
    void after_a_failed_sync_nothing_is_saved_until_a_restart() throws Exception {
        Path shim = home.resolve("sync.so");
        Path source = Files.writeString(home.resolve("sync.c"), """
                #define _GNU_SOURCE
                #include <errno.h>
                #include <stdlib.h>
                #include <sys/syscall.h>
                #include <unistd.h>
                static int broken(void) { return access(getenv("FAIRLEAD_BROKEN_SYNC"), F_OK) == 0; }
                int fsync(int fd) { if (broken()) { errno = EIO; return -1; } return syscall(SYS_fsync, fd); }
                int fdatasync(int fd) { if (broken()) { errno = EIO; return -1; } return syscall(SYS_fdatasync, fd); }
                """);
        run("cc", "-shared", "-fPIC", "-o", shim.toString(), source.toString());
        Path broken = home.resolve("broken");
        List<String> lines = new ArrayList<>();
        var environment = Map.of("LD_PRELOAD", shim.toString(), "FAIRLEAD_BROKEN_SYNC", broken.toString());
        try (var child = Child.start(environment, BrokenDisk.class, home.toString(), broken.toString())) {
            assertThat(child.end(lines)).isZero();
        }

        assertThat(lines).containsExactly("saved", "E-STORE-SYNC", "E-STORE-SYNC", "true");
        try (Store store = Store.open(Samples.settings(home.resolve("store")))) {
            assertThat(store.journal().load().jobs()).hasSizeBetween(1, 2);
            assertThat(submits.into(store)).isEqualTo(new Outcome.Durable());
            assertThat(store.verify().differences()).isEmpty();
        }
    }

    /** Submits on a good disk, on a broken one, and on one that is good again. */
    static final class BrokenDisk {
        public static void main(String[] args) throws Exception {
            var submits = new Submits(9);
            Path broken = Path.of(args[1]);
            try (Store store = Store.open(Samples.settings(Path.of(args[0], "store")))) {
                System.out.println(said(submits.into(store)));
                Files.createFile(broken);
                System.out.println(said(submits.into(store)));
                Files.delete(broken);
                System.out.println(said(submits.into(store)));
                System.out.println(store.journal().broken().isPresent());
            }
        }

        private static String said(Outcome outcome) {
            return outcome instanceof Outcome.NothingSaved(var problem) ? problem.code() : "saved";
        }
    }

    @Test
    void everything_acknowledged_survives_kills_and_nothing_is_half() throws Exception {
        Path directory = home.resolve("store");
        int acknowledged = 0;
        Child next = appender(directory, 0);
        for (int round = 0; round < 20; round++) {
            try (Child child = next) {
                // The one after it starts meanwhile, and waits.
                next = appender(directory, round + 1);
                child.say("go");
                for (int lines = 0; lines < 3 + round * 5; lines++) {
                    child.awaitLine("saved");
                }
            }
            try (Store store = Store.open(Samples.settings(directory))) {
                List<String> acks = acks(directory);
                assertThat(acks.size()).isGreaterThan(acknowledged);
                isThere(store, acks.subList(acknowledged, acks.size()));
                acknowledged = acks.size();
                var live = store.journal().load();
                assertThat(live.jobs().size()).isBetween(acknowledged, acknowledged + round + 1);
                assertThat(live.lastSeq()).isEqualTo(live.jobs().size());
            }
        }
        next.close();
        try (Store store = Store.open(Samples.settings(directory))) {
            // What a later kill had taken would be missing still.
            isThere(store, acks(directory));
            assertThat(store.verify().differences()).isEmpty();
        }
    }

    private static void isThere(Store store, List<String> ids) {
        for (String id : ids) {
            assertThat(store.queries().job(new JobId(id))).as(id).isPresent();
            assertThat(store.queries().submitKey(1001, "key-" + id)).as(id).isPresent();
        }
    }

    private static Child appender(Path directory, int round) throws IOException {
        return Child.start(Appender.class, directory.toString(), Integer.toString(round));
    }

    private static List<String> acks(Path directory) throws IOException {
        return Files.readAllLines(directory.resolveSibling("acks"));
    }

    /** Submits from when it is told to until it is killed; writes down what was acknowledged. */
    static final class Appender {
        public static void main(String[] args) throws Exception {
            Path directory = Path.of(args[0]);
            var submits = new Submits(1000 + Long.parseLong(args[1]));
            System.in.read();
            try (Store store = Store.open(Samples.settings(directory));
                    var acks = FileChannel.open(
                            directory.resolveSibling("acks"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                while (true) {
                    Job job = submits.job();
                    if (!submits.into(store, job).equals(new Outcome.Durable())) {
                        throw new IllegalStateException("not saved");
                    }
                    acks.write(ByteBuffer.wrap((job.id() + "\n").getBytes(StandardCharsets.US_ASCII)));
                    System.out.println("saved");
                }
            }
        }
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }
}
