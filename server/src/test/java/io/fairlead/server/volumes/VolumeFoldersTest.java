package io.fairlead.server.volumes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.server.linux.LinuxException;
import io.fairlead.server.linux.OwnThreads;
import io.fairlead.server.linux.RootFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On the real kernel, as root. */
final class VolumeFoldersTest {
    private static final int GROUP = 61_100;

    private RootFolder tmp;
    private Path root;
    private VolumeFolders folders;

    @BeforeEach
    void prepare() throws Exception {
        tmp = RootFolder.make();
        root = tmp.folder("projects", 0, 0, "rwxr-xr-x");
        folders = new VolumeFolders(new OwnThreads(16, Duration.ofSeconds(20)));
    }

    @AfterEach
    void clean() throws Exception {
        tmp.remove();
    }

    @Test
    void a_projects_folder_is_made_for_its_group_and_the_way_there_for_all() throws Exception {
        String made = folders.ensure(root.toString(), SubPath.of("ghent/vision"), GROUP, 02770);

        assertThat(made).isEqualTo(root + "/ghent/vision");
        assertThat(owner("ghent")).isEqualTo("0:0 755");
        assertThat(owner("ghent/vision")).isEqualTo("0:" + GROUP + " 2770");
    }

    @Test
    void a_users_folder_becomes_the_users_own() throws Exception {
        folders.ensure(root.toString(), SubPath.of("scratch/alice"), 61_001, GROUP, 0700);

        assertThat(owner("scratch")).isEqualTo("0:0 755");
        assertThat(owner("scratch/alice")).isEqualTo("61001:" + GROUP + " 700");
    }

    @Test
    void one_that_is_there_stays_as_it_is_and_an_unfinished_one_is_finished() throws Exception {
        Files.createDirectories(root.resolve("there"));
        RootFolder.own(root.resolve("there"), 61_001, 61_001, "rwx------");
        Files.createDirectories(root.resolve("half"));
        RootFolder.own(root.resolve("half"), 0, 0, "---------");

        folders.ensure(root.toString(), SubPath.of("there"), GROUP, 02770);
        folders.ensure(root.toString(), SubPath.of("half"), GROUP, 02770);

        assertThat(owner("there")).isEqualTo("61001:61001 700");
        assertThat(owner("half")).isEqualTo("0:" + GROUP + " 2770");
    }

    @Test
    void a_link_on_the_way_is_not_followed() throws Exception {
        Path outside = tmp.folder("outside", 0, 0, "rwxr-xr-x");
        Files.createSymbolicLink(root.resolve("ghent"), outside);

        assertThatThrownBy(() -> folders.ensure(root.toString(), SubPath.of("ghent/vision"), GROUP, 02770))
                .isInstanceOf(LinuxException.class);
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void free_space_is_what_is_left_for_users() throws Exception {
        Path small = tmp.folder("small", 0, 0, "rwxr-xr-x");
        tmp.mountTmpfs(small, "size=1m");
        assertThat(FreeSpace.at(small).freePermille()).isGreaterThan(990);

        Files.write(small.resolve("f"), new byte[512 * 1024]);

        assertThat(FreeSpace.at(small).freePermille()).isBetween(400, 500);
        assertThat(FreeSpace.at(small).freeBytes()).isEqualTo(512 * 1024);
    }

    private String owner(String path) throws IOException {
        Path file = root.resolve(path);
        int mode = (int) Files.getAttribute(file, "unix:mode") & 07777;
        return Files.getAttribute(file, "unix:uid") + ":" + Files.getAttribute(file, "unix:gid") + " "
                + Integer.toOctalString(mode);
    }
}
