package io.fairlead.server.volumes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.server.linux.Credentials;
import io.fairlead.server.linux.OwnThreads;
import io.fairlead.server.linux.RootFolder;
import io.fairlead.server.linux.Swapper;
import io.fairlead.server.volumes.HomeContent.HomeFile;
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
import org.junit.jupiter.params.provider.ValueSource;

/** On the real kernel, as root. */
final class ThrowAwayHomesTest {
    private static final int UID = 61_001;
    private static final int GID = 61_002;
    private static final Credentials ALICE = new Credentials(UID, GID, List.of());

    private RootFolder tmp;
    private Path outside;
    private ThrowAwayHomes homes;

    @BeforeEach
    void prepare() throws Exception {
        tmp = RootFolder.make();
        outside = tmp.folder("outside", UID, GID, "rwxrwxrwx");
        Files.writeString(outside.resolve("precious"), "kept");
        homes = ThrowAwayHomes.at(tmp.path().resolve("homes"), new OwnThreads(16, Duration.ofSeconds(60)));
    }

    @AfterEach
    void clean() throws Exception {
        assertThat(outside.resolve("precious")).hasContent("kept");
        tmp.remove();
    }

    @Test
    void a_home_is_the_users_alone_with_its_mount_points_in_it() throws Exception {
        Path home = homes.make("a1", ALICE, List.of(SubPath.of("work/data"), SubPath.of("work")));
        Path again = homes.make("a1", ALICE, List.of(SubPath.of("work/data")));

        assertThat(again).isEqualTo(home);
        assertThat(owner(home)).isEqualTo(UID + ":" + GID + " rwx------");
        assertThat(owner(home.resolve("work/data"))).isEqualTo(UID + ":" + GID + " rwxr-xr-x");
        assertThat(owner(home.getParent())).isEqualTo("0:0 rwx------");
        assertThat(homes.attempts()).containsExactly("a1");
    }

    @Test
    void a_mount_point_is_not_made_through_a_link() throws Exception {
        Path home = homes.make("a1", ALICE, List.of());
        Files.createSymbolicLink(home.resolve("work"), outside);

        assertThatThrownBy(() -> homes.make("a1", ALICE, List.of(SubPath.of("work/data"))))
                .isInstanceOf(IOException.class);
        assertThat(outside.resolve("data")).doesNotExist();
    }

    @Test
    void the_files_in_it_are_listed_by_path_with_their_sizes_and_links_are_not_followed() throws Exception {
        Path home = homes.make("a1", ALICE, List.of());
        Files.createDirectories(home.resolve("b/c"));
        Files.write(home.resolve("b/c/deep"), new byte[70_000]);
        Files.write(home.resolve("a"), new byte[3]);
        Files.createSymbolicLink(home.resolve("b/link"), outside);

        HomeContent all = homes.content("a1", 10);

        assertThat(all.listed()).containsExactly(new HomeFile("a", 3), new HomeFile("b/c/deep", 70_000));
        assertThat(all.whole()).isTrue();
        assertThat(all.diskBytes()).isGreaterThanOrEqualTo(70_000);
        assertThat(homes.content("a1", 1))
                .extracting(HomeContent::files, HomeContent::whole)
                .containsExactly(2L, true);
        assertThat(homes.content("a1", 1).listed()).hasSize(1);
        assertThat(homes.content("none", 1).files()).isZero();
    }

    @Test
    void removal_takes_everything_and_follows_nothing() throws Exception {
        Path home = homes.make("a1", ALICE, List.of());
        Files.createSymbolicLink(home.resolve("folder-link"), outside);
        Files.createSymbolicLink(home.resolve("file-link"), outside.resolve("precious"));
        Files.createSymbolicLink(home.resolve("dangling"), Path.of("/nowhere"));
        Files.createLink(home.resolve("hard"), outside.resolve("precious"));
        Files.createDirectories(home.resolve("closed/in"));
        Files.writeString(home.resolve("closed/in/f"), "x");
        Files.setPosixFilePermissions(home.resolve("closed"), PosixFilePermissions.fromString("---------"));
        RootFolder.own(home.resolve("closed/in"), 61_777, 61_777, "---------");
        RootFolder.command("mkfifo", home.resolve("fifo").toString());
        RootFolder.command("sh", "-c", "cd '" + home + "' && touch -- '-rf' '\\' \"$(printf 'bad\\377\\nname')\" ' '");

        Removal removal = homes.remove("a1");

        assertThat(removal.left()).isEmpty();
        assertThat(removal.gone()).isTrue();
        assertThat(home).doesNotExist();
        assertThat(homes.remove("a1")).isEqualTo(new Removal(0, true, List.of()));
    }

    @Test
    void ten_thousand_folders_deep_is_no_obstacle() throws Exception {
        homesInMemory();
        Path home = homes.make("a1", ALICE, List.of());
        String deep = "for (1..10000) { mkdir 'd' or die; chdir 'd' or die } open(F, '>f')";
        RootFolder.command("perl", "-e", "chdir '" + home + "' or die; " + deep);

        assertThat(homes.content("a1", 10).whole()).isFalse();
        Removal removal = homes.remove("a1");

        assertThat(removal.left()).isEmpty();
        assertThat(removal).extracting(Removal::gone, Removal::removed).containsExactly(true, 10_001L);
    }

    @Test
    void names_that_are_taken_on_purpose_do_not_stop_it() throws Exception {
        homesInMemory();
        Path home = homes.make("a1", ALICE, List.of());
        String deep = "for (1..200) { mkdir 'd' or die; chdir 'd' or die }";
        RootFolder.command(
                "perl", "-e", "chdir '" + home + "' or die; for (0..2500) { mkdir \"lifted-$_\" or die } " + deep);

        Removal removal = homes.remove("a1");

        assertThat(removal.gone()).isTrue();
        assertThat(removal.left()).isEmpty();
    }

    @Test
    void what_cannot_be_removed_is_named_and_the_rest_goes() throws Exception {
        Path home = homes.make("a1", ALICE, List.of());
        Files.createDirectories(home.resolve("d"));
        Files.writeString(home.resolve("d/stuck"), "x");
        Files.writeString(home.resolve("d/loose"), "x");
        RootFolder.command("chattr", "+i", home.resolve("d/stuck").toString());
        Removal first;
        try {
            first = homes.remove("a1");
        } finally {
            RootFolder.command("chattr", "-i", home.resolve("d/stuck").toString());
        }

        assertThat(first.gone()).isFalse();
        assertThat(first.left()).containsExactly("d/stuck: not permitted");
        assertThat(home.resolve("d/loose")).doesNotExist();
        assertThat(homes.remove("a1").gone()).isTrue();
    }

    @Test
    void a_mount_inside_is_not_entered() throws Exception {
        Path home = homes.make("a1", ALICE, List.of(SubPath.of("mounted")));
        RootFolder.command(
                "mount", "--bind", outside.toString(), home.resolve("mounted").toString());
        try {
            assertThat(homes.remove("a1").left()).containsExactly("mounted: leaves its volume");
        } finally {
            RootFolder.command("umount", home.resolve("mounted").toString());
        }

        assertThat(homes.remove("a1").gone()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void a_tree_whose_names_are_swapped_meanwhile_leads_nowhere(int round) throws Exception {
        Path home = homes.make("a" + round, ALICE, List.of());
        Files.createDirectories(home.resolve("x"));
        Files.writeString(home.resolve("x/precious"), "bait");
        for (int i = 0; i < 300; i++) {
            Files.createDirectories(home.resolve("x/d" + i));
        }
        Path trap = Files.createSymbolicLink(tmp.path().resolve("trap"), outside);

        try (var swapper = new Swapper(home.resolve("x"), trap)) {
            while (swapper.swaps() < 10) {
                Thread.onSpinWait();
            }
            homes.remove("a" + round);
        }

        assertThat(outside.resolve("precious")).hasContent("kept");
        RootFolder.command("rm", "-rf", trap.toString());
    }

    /** Thousands of folders take long on a busy disk. */
    private void homesInMemory() throws Exception {
        Path memory = tmp.folder("memory", 0, 0, "rwxr-xr-x");
        tmp.mountTmpfs(memory, "mode=755");
        homes = ThrowAwayHomes.at(memory.resolve("homes"), new OwnThreads(16, Duration.ofSeconds(60)));
    }

    private static String owner(Path path) throws IOException {
        return Files.getAttribute(path, "unix:uid") + ":" + Files.getAttribute(path, "unix:gid") + " "
                + PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
