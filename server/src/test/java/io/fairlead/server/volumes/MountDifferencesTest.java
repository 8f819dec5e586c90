package io.fairlead.server.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.volume.MountTarget;
import io.fairlead.server.linux.Credentials;
import io.fairlead.server.linux.OwnThreads;
import io.fairlead.server.linux.RootFolder;
import io.fairlead.server.volumes.Staging.Difference;
import io.fairlead.server.volumes.Staging.Expected;
import io.fairlead.server.volumes.Staging.Visitor;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process with mounts of its own stands for the container. */
final class MountDifferencesTest {
    private static final int UID = 61_001;
    private static final Visitor ALICE = new Visitor(new Credentials(UID, UID, List.of()), 022);

    private RootFolder tmp;
    private BindStaging staging;
    private Path target;
    private Staged right;
    private Staged wrong;

    @BeforeEach
    void prepare() throws Exception {
        tmp = RootFolder.make();
        Path volume = tmp.folder("vol ume", UID, UID, "rwxr-xr-x");
        Files.createDirectories(volume.resolve("right"));
        Files.createDirectories(volume.resolve("wrong"));
        target = tmp.folder("tar get", UID, UID, "rwxr-xr-x").toRealPath();
        staging = BindStaging.at(tmp.path().resolve("stage"), new OwnThreads(16, Duration.ofSeconds(20)));
        right = staging.stage(
                "a1", 0, new VolumeSource("v", volume.toString(), SubPath.of("right"), false, true), ALICE);
        wrong = staging.stage(
                "a1", 1, new VolumeSource("v", volume.toString(), SubPath.of("wrong"), false, true), ALICE);
    }

    @AfterEach
    void clean() throws Exception {
        staging.clearStale();
        tmp.remove();
    }

    @Test
    void what_was_staged_and_mounted_shows_no_difference_even_after_the_stage_is_gone() throws Exception {
        var process = container("mount --bind " + quoted(right.path()) + " " + quoted(target));
        try {
            assertThat(differences(process)).isEmpty();
            staging.unstage("a1");
            assertThat(differences(process)).isEmpty();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void another_folder_at_the_target_is_a_difference() throws Exception {
        assertThat(found("mount --bind " + quoted(wrong.path()) + " " + quoted(target)))
                .startsWith("another folder: ")
                .endsWith("/wrong");
    }

    @Test
    void a_mount_that_covers_the_right_one_is_a_difference() throws Exception {
        assertThat(found("mount --bind " + quoted(right.path()) + " " + quoted(target) + "; mount --bind "
                        + quoted(wrong.path()) + " " + quoted(target)))
                .startsWith("another folder: ");
    }

    @Test
    void nothing_at_the_target_is_a_difference() throws Exception {
        assertThat(found("true")).isEqualTo("nothing is mounted there");
    }

    @Test
    void a_mount_with_more_rights_than_staged_is_a_difference() throws Exception {
        assertThat(found("mount --bind " + quoted(right.path()) + " " + quoted(target)
                        + "; mount -o remount,bind,rw,suid,nodev " + quoted(target)))
                .isEqualTo("mounted without nosuid, ro");
    }

    private String found(String script) throws Exception {
        var process = container(script);
        try {
            return differences(process).getFirst().found();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private List<Difference> differences(Process process) throws Exception {
        return staging.differences(process.pid(), List.of(new Expected(right, MountTarget.parse(target.toString()))));
    }

    private static Process container(String script) throws Exception {
        String whole = "set -e; " + script + "; echo ready; exec setpriv --reuid=" + UID + " --regid=" + UID
                + " --clear-groups cat";
        var process = new ProcessBuilder("unshare", "--mount", "--propagation", "private", "sh", "-c", whole)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var reader = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
        assertThat(reader.readLine()).isEqualTo("ready");
        return process;
    }

    private static String quoted(Object path) {
        return "'" + path + "'";
    }
}
