package io.fairlead.server.volumes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.volume.MountTarget;
import io.fairlead.server.linux.Credentials;
import io.fairlead.server.linux.MountTable;
import io.fairlead.server.linux.OwnThreads;
import io.fairlead.server.linux.RootFolder;
import io.fairlead.server.volumes.Staging.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On the real kernel, as root. */
final class BindStagingTest {
    private static final int UID = 61_001;
    private static final int OTHER = 61_002;
    private static final int GROUP = 61_100;
    private static final Visitor ALICE = new Visitor(new Credentials(UID, UID, List.of(GROUP)), 027);

    private RootFolder tmp;
    private Path volume;
    private BindStaging staging;

    @BeforeEach
    void prepare() throws Exception {
        tmp = RootFolder.make();
        volume = tmp.folder("volume", UID, UID, "rwxr-xr-x");
        staging = BindStaging.at(tmp.path().resolve("stage"), new OwnThreads(16, Duration.ofSeconds(20)));
    }

    @AfterEach
    void clean() throws Exception {
        staging.clearStale();
        tmp.remove();
    }

    @Test
    void a_whole_volume_is_bound_with_neither_set_uid_nor_devices() throws Exception {
        Files.writeString(volume.resolve("hello"), "hi");

        Staged staged = staging.stage("a1", 0, source("", false, false), ALICE);

        assertThat(Path.of(staged.path(), "hello")).hasContent("hi");
        assertThat(options(staged)).contains("nosuid", "nodev", "rw");
        assertThat(staged.readOnly()).isFalse();
    }

    @Test
    void a_read_only_mount_refuses_even_root() throws Exception {
        Staged staged = staging.stage("a1", 0, source("", false, true), ALICE);

        assertThat(options(staged)).contains("ro", "nosuid", "nodev");
        assertThatThrownBy(() -> Files.writeString(Path.of(staged.path(), "x"), "x"))
                .hasMessageContaining("Read-only");
    }

    @Test
    void what_the_volumes_own_mount_forbids_stays_forbidden() throws Exception {
        Path strict = tmp.folder("strict", UID, UID, "rwxr-xr-x");
        tmp.mountTmpfs(strict, "noexec,noatime,mode=755");
        Files.createDirectory(strict.resolve("d"));

        Staged staged =
                staging.stage("a1", 0, new VolumeSource("v", strict.toString(), SubPath.of("d"), false, false), ALICE);

        assertThat(options(staged)).contains("noexec", "noatime", "nosuid", "nodev");
    }

    @Test
    void a_path_beneath_the_root_is_what_is_mounted() throws Exception {
        Files.createDirectories(volume.resolve("a/b"));
        Files.writeString(volume.resolve("a/b/f"), "deep");

        Staged staged = staging.stage("a1", 3, source("a/b", false, false), ALICE);

        assertThat(Path.of(staged.path())).isEqualTo(tmp.path().toRealPath().resolve("stage/a1/3"));
        assertThat(Path.of(staged.path(), "f")).hasContent("deep");
    }

    @ParameterizedTest
    @CsvSource({
        "last, E-VOLUME-PATH-LINK",
        "middle/inside, E-VOLUME-PATH-LINK",
        "up/secret, E-VOLUME-PATH-LINK",
        "proc/self/root, E-VOLUME-PATH-LINK",
        "magic, E-VOLUME-PATH-LINK",
        "file, E-VOLUME-PATH-FILE",
        "file/x, E-VOLUME-PATH-FILE",
        "fifo, E-VOLUME-PATH-FILE",
        "absent, E-VOLUME-PATH-MISSING",
    })
    void a_path_that_leaves_the_volume_or_is_no_folder_is_refused(String path, String code) throws Exception {
        Path outside = tmp.folder("outside", 0, 0, "rwx------");
        Files.createDirectories(outside.resolve("inside"));
        Files.createSymbolicLink(volume.resolve("last"), outside);
        Files.createSymbolicLink(volume.resolve("middle"), outside);
        Files.createSymbolicLink(volume.resolve("up"), Path.of(".."));
        Files.createSymbolicLink(volume.resolve("proc"), Path.of("/proc"));
        Files.createSymbolicLink(volume.resolve("magic"), Path.of("/proc/self/cwd"));
        Files.writeString(volume.resolve("file"), "x");
        RootFolder.command("mkfifo", volume.resolve("fifo").toString());

        for (boolean create : new boolean[] {false, true}) {
            if (!(create && path.equals("absent"))) {
                assertThat(refusal(source(path, create, false))).isEqualTo(code);
            }
        }
        assertThat(staging.clearStale()).isEmpty();
    }

    @Test
    void missing_folders_are_made_as_the_user_with_the_umask_asked_for() throws Exception {
        staging.stage("a1", 0, source("new/er/est", true, false), ALICE);

        for (String made : List.of("new", "new/er", "new/er/est")) {
            assertThat(owner(volume.resolve(made))).isEqualTo(UID + ":" + UID + " rwxr-x---");
        }
    }

    @Test
    void in_a_set_group_folder_the_new_one_has_its_group_and_bit() throws Exception {
        Path shared = tmp.folder("shared", 0, GROUP, "rwxrwx---");
        RootFolder.command("chmod", "2770", shared.toString());

        staging.stage("a1", 0, new VolumeSource("v", shared.toString(), SubPath.of("mine"), true, false), ALICE);

        assertThat(owner(shared.resolve("mine"))).isEqualTo(UID + ":" + GROUP + " rwxr-x---");
        assertThat((int) Files.getAttribute(shared.resolve("mine"), "unix:mode") & 07777)
                .isEqualTo(02750);
    }

    @Test
    void a_folder_where_the_user_may_not_write_stays_as_it_is() throws Exception {
        Path roots = tmp.folder("roots", 0, 0, "rwxr-xr-x");

        assertThat(refusal(new VolumeSource("v", roots.toString(), SubPath.of("mine"), true, false)))
                .isEqualTo("E-VOLUME-PATH-CLOSED");
        assertThat(roots).isEmptyDirectory();
    }

    @Test
    void a_mount_reaches_nothing_that_the_user_could_not_reach() throws Exception {
        Path bob = Files.createDirectories(volume.resolve("bob"));
        Files.createDirectories(bob.resolve("public"));
        RootFolder.own(bob, OTHER, OTHER, "rwx------");

        assertThat(refusal(source("bob/public", false, false))).isEqualTo("E-VOLUME-PATH-CLOSED");
    }

    @Test
    void groups_count_where_a_folder_is_open_to_them_only() throws Exception {
        Path team = Files.createDirectories(volume.resolve("team"));
        Files.createDirectories(team.resolve("data"));
        RootFolder.own(team, OTHER, GROUP, "rwxr-x---");
        var stranger = new Visitor(new Credentials(UID, UID, List.of()), 022);

        staging.stage("a1", 0, source("team/data", false, false), ALICE);

        assertThatThrownBy(() -> staging.stage("a1", 1, source("team/data", false, false), stranger))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void a_volume_whose_storage_is_not_there_is_said_so() {
        var gone = new VolumeSource("v", tmp.path() + "/gone", SubPath.ROOT, false, false);

        assertThat(refusal(gone)).isEqualTo("E-VOLUME-ROOT-MISSING");
    }

    @Test
    void staging_again_replaces_and_unstaging_leaves_nothing() throws Exception {
        Files.createDirectories(volume.resolve("one"));
        Files.createDirectories(volume.resolve("two"));
        staging.stage("a1", 0, source("one", false, false), ALICE);
        Staged again = staging.stage("a1", 0, source("two", false, false), ALICE);
        staging.stage("a1", 1, source("", false, false), ALICE);
        staging.stage("a2", 0, source("", false, false), ALICE);

        assertThat(again.mount().orElseThrow().root()).endsWith("/two");
        assertThat(mountsInside()).isEqualTo(3);
        staging.unstage("a1");
        staging.unstage("a1");

        assertThat(mountsInside()).isEqualTo(1);
        assertThat(tmp.path().resolve("stage/a1")).doesNotExist();
        assertThat(volume.resolve("two")).isDirectory();
    }

    @Test
    void stale_stages_are_cleared_busy_ones_too_and_the_volumes_keep_their_files() throws Exception {
        Files.writeString(volume.resolve("keep"), "kept");
        Staged busy = staging.stage("a1", 0, source("", false, false), ALICE);
        staging.stage("b2", 0, source("", false, true), ALICE);

        try (var in = Files.newInputStream(Path.of(busy.path(), "keep"))) {
            var next = BindStaging.at(tmp.path().resolve("stage"), new OwnThreads(4, Duration.ofSeconds(20)));
            assertThat(next.clearStale()).containsExactly("a1", "b2");
            assertThat(in.readAllBytes()).hasSize(4);
        }

        assertThat(mountsInside()).isZero();
        assertThat(tmp.path().resolve("stage")).isEmptyDirectory();
        assertThat(volume.resolve("keep")).hasContent("kept");
    }

    @Test
    void a_mount_point_inside_a_volume_must_be_a_folder_there() throws Exception {
        Files.createDirectories(volume.resolve("in/here"));
        Files.createSymbolicLink(volume.resolve("link"), Path.of("in"));
        Staged outer = staging.stage("a1", 0, source("", false, false), ALICE);
        var data = MountTarget.parse("/data");

        assertThat(staging.insideProblems(outer, data, MountTarget.parse("/data/in/here"), ALICE))
                .isEmpty();
        for (String bad : List.of("/data/in/absent", "/data/link/here", "/data/link")) {
            assertThat(staging.insideProblems(outer, data, MountTarget.parse(bad), ALICE))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.code()).isEqualTo("E-MOUNT-INSIDE"));
        }
    }

    @ParameterizedTest
    @CsvSource({"../x, 0", "A, 0", "'', 0", "a/b, 0", "a, -1", "a, 128"})
    void an_attempt_that_is_no_plain_name_is_a_bug(String attempt, int number) {
        assertThatThrownBy(() -> staging.stage(attempt, number, source("", false, false), ALICE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String refusal(VolumeSource source) {
        try {
            staging.stage("refused", 0, source, ALICE);
            return "none";
        } catch (ProblemException e) {
            return e.problems().getFirst().code();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private VolumeSource source(String path, boolean create, boolean readOnly) {
        return new VolumeSource("v", volume.toString(), SubPath.of(path), create, readOnly);
    }

    private static List<String> options(Staged staged) throws IOException {
        return MountTable.own().at(staged.path()).orElseThrow().options();
    }

    private int mountsInside() throws IOException {
        return MountTable.own().inside(tmp.path().toRealPath() + "/stage").size();
    }

    private static String owner(Path path) throws IOException {
        return Files.getAttribute(path, "unix:uid") + ":" + Files.getAttribute(path, "unix:gid") + " "
                + PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
