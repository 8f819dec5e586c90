package io.fairlead.server.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On the real kernel, as root. */
final class OwnThreadsTest {
    private static final int UID = 61_001;
    private static final int GID = 61_002;
    private static final int GROUP = 61_100;
    private static final Credentials ALICE = new Credentials(UID, GID, List.of(GROUP));

    private RootFolder tmp;

    @BeforeEach
    void prepare() throws Exception {
        tmp = RootFolder.make();
    }

    @AfterEach
    void clean() throws Exception {
        tmp.remove();
    }

    @Test
    void a_step_has_the_users_rights_and_only_the_step() throws Exception {
        var threads = new OwnThreads(4, Duration.ofSeconds(20));

        List<String> seen = threads.call("test", self -> {
            String during = self.as(ALICE, 077, () -> status("/proc/thread-self/status"));
            return List.of(during, status("/proc/thread-self/status"));
        });

        assertThat(seen.getFirst()).contains("Uid 0 0 0 " + UID, "Gid 0 0 0 " + GID, "Groups " + GROUP);
        assertThat(seen.getLast()).isEqualTo(status("/proc/thread-self/status"));
    }

    @Test
    void the_umask_of_a_step_is_its_own() throws Exception {
        var threads = new OwnThreads(4, Duration.ofSeconds(20));
        Path open = tmp.folder("open", UID, GID, "rwxr-xr-x");

        threads.call(
                "test",
                self -> self.as(ALICE, 077, () -> {
                    try (Descriptor folder = Descriptor.openTrusted(open.toString())) {
                        folder.makeFolder(FileName.of("made"), 0777);
                    }
                    return true;
                }));
        Files.createDirectory(tmp.path().resolve("mine"));

        assertThat(Files.getPosixFilePermissions(open.resolve("made"))).hasSize(3);
        assertThat(Files.getPosixFilePermissions(tmp.path().resolve("mine"))).hasSizeGreaterThan(3);
    }

    @Test
    void no_other_thread_ever_has_the_credentials_however_many_virtual_threads_ask() throws Exception {
        var threads = new OwnThreads(1000, Duration.ofSeconds(20));
        var wrong = new ArrayList<String>();
        List<Callable<Boolean>> asks = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            asks.add(() -> threads.call(
                    "errand",
                    self -> self.as(
                            ALICE, 022, () -> Descriptor.statTrusted("/").mountRoot())));
        }

        try (var virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : virtual.invokeAll(asks)) {
                assertThat(answer.get()).isTrue();
            }
        }
        try (var tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList()) {
                String status = statusUnlessEnded(task + "/status");
                if (!status.isEmpty() && (!status.contains("Uid 0 0 0 0") || status.contains(String.valueOf(GROUP)))) {
                    wrong.add(status);
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void credentials_are_given_back_when_the_step_fails() throws Exception {
        var threads = new OwnThreads(4, Duration.ofSeconds(20));

        String after = threads.call("test", self -> {
            assertThatThrownBy(() -> self.as(ALICE, 022, () -> {
                        throw new IOException("as wanted");
                    }))
                    .hasMessage("as wanted");
            return status("/proc/thread-self/status");
        });

        assertThat(after).contains("Uid 0 0 0 0", "Gid 0 0 0 0");
    }

    @Test
    void an_errand_that_hangs_is_left_at_the_deadline_and_holds_its_place_until_it_ends() throws Exception {
        var threads = new OwnThreads(1, Duration.ofMillis(50));
        var release = new CountDownLatch(1);
        var closed = new CountDownLatch(1);

        assertThatThrownBy(() -> threads.call("stuck", self -> {
                    awaitQuietly(release);
                    return (AutoCloseable) closed::countDown;
                }))
                .isInstanceOfSatisfying(
                        LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ETIMEDOUT));
        assertThatThrownBy(() -> threads.call("next", self -> true))
                .isInstanceOfSatisfying(
                        LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EAGAIN));
        release.countDown();
        closed.await();

        assertThat(closed.getCount()).isZero();
    }

    @Test
    void what_an_errand_throws_comes_out_as_it_is() {
        var threads = new OwnThreads(4, Duration.ofSeconds(20));

        assertThatThrownBy(() -> threads.call("test", self -> {
                    throw new IllegalArgumentException("a bug");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> threads.call("test", self -> Descriptor.openTrusted("/nowhere")))
                .hasMessageContaining("/nowhere: does not exist (openat2: ENOENT)");
    }

    @Test
    void ids_that_no_engine_takes_are_a_bug_here() {
        assertThatThrownBy(() -> new Credentials(-1, 0, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Credentials(0, 0, List.of(-2))).isInstanceOf(IllegalArgumentException.class);
    }

    private static void awaitQuietly(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** A thread may end between the list and the look; it has no credentials any more then. */
    private static String statusUnlessEnded(String file) throws IOException {
        try {
            return status(file);
        } catch (NoSuchFileException ended) {
            return "";
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("No such process")) {
                return "";
            }
            throw e;
        }
    }

    private static String status(String file) throws IOException {
        var text = new StringBuilder();
        for (String line : Files.readAllLines(Path.of(file))) {
            if (line.startsWith("Uid:")
                    || line.startsWith("Gid:")
                    || line.startsWith("Groups:")
                    || line.startsWith("CapEff:")) {
                text.append(line.replaceAll("[:\\s]+", " ")).append('\n');
            }
        }
        return text.toString();
    }
}
