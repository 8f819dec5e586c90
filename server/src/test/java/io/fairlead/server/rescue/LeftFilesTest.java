package io.fairlead.server.rescue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.job.FilesLeft;
import io.fairlead.core.limits.JobBounds.OutsideVolumes;
import io.fairlead.core.port.Layers;
import io.fairlead.core.unit.Bytes;
import io.fairlead.server.linux.Credentials;
import io.fairlead.server.linux.OwnThreads;
import io.fairlead.server.linux.RootFolder;
import io.fairlead.server.volumes.ThrowAwayHomes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On the real kernel, as root, with an engine that says what the test wants. */
final class LeftFilesTest {
    private static final ContainerName NAME = new ContainerNames("1nstance").of("abcdefgh12", 1);
    private static final Credentials ALICE = new Credentials(61_001, 61_002, List.of());

    private final OwnThreads threads = new OwnThreads(16, Duration.ofSeconds(60));
    private RootFolder tmp;
    private ThrowAwayHomes homes;
    private KeptFiles kept;
    private LeftFiles left;
    private Path layer;
    private Layers.Content answer;

    @BeforeEach
    void prepare() throws Exception {
        tmp = RootFolder.make();
        homes = ThrowAwayHomes.at(tmp.path().resolve("homes"), threads);
        Path home = homes.make(NAME.text(), ALICE, List.of());
        Files.writeString(home.resolve("h"), "home");
        layer = tmp.folder("layer", 0, 0, "rwxr-xr-x");
        Files.createDirectories(layer.resolve("tmp"));
        Files.writeString(layer.resolve("tmp/x"), "layer");
        answer = new Layers.Layer(
                Optional.of(layer.toString()),
                List.of("/tmp", "/tmp/x"),
                List.of(new Layers.MountedAt(home.toString(), "/home/alice")));
        restart();
    }

    /** A server that knows what is on the disk, and nothing else. */
    private void restart() throws Exception {
        kept = KeptFiles.at(tmp.path().resolve("rescue"), Duration.ofHours(1), threads, InstantSource.system());
        Layers engine = new Layers() {
            @Override
            public Content layer(ContainerName name) {
                return answer;
            }

            @Override
            public Size size(ContainerName name) {
                return new Size.Ended();
            }
        };
        left = new LeftFiles(engine, homes, kept, new OutsideVolumes(Bytes.ofGib(1), Bytes.ofGib(1), 1));
    }

    @AfterEach
    void clean() throws Exception {
        tmp.remove();
    }

    private List<String> kept() throws Exception {
        return kept.of(NAME.text()).stream()
                .flatMap(it -> it.files().stream())
                .map(FilesLeft.File::path)
                .toList();
    }

    @Test
    void home_and_layer_come_together_and_once() throws Exception {
        assertThat(left.isThere(NAME)).isTrue();
        assertThat(kept.has(NAME.text())).isFalse();

        assertThat(left.keep(NAME)).isTrue();
        Files.writeString(layer.resolve("tmp/x"), "changed");
        assertThat(left.keep(NAME)).isTrue();

        assertThat(kept()).containsExactlyInAnyOrder("/home/alice/h", "/tmp/x");
        try (InputStream in = kept.read(NAME.text(), "/tmp/x")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("layer");
        }
        answer = new Layers.Unreadable();
        assertThat(left.isThere(NAME)).isFalse();
    }

    @Test
    void nothing_is_moved_while_the_engine_does_not_say_what_there_is() throws Exception {
        Layers.Content said = answer;
        answer = new Layers.Silent("no answer");

        assertThat(left.keep(NAME)).isFalse();
        assertThat(left.isThere(NAME)).isTrue();
        assertThat(kept()).isEmpty();

        answer = said;
        assertThat(left.keep(NAME)).isTrue();
        assertThat(kept()).hasSize(2);
    }

    @Test
    void what_a_server_began_to_gather_is_shown_only_when_another_has_ended_it() throws Exception {
        Path part = Files.createDirectories(tmp.path().resolve("rescue").resolve(NAME.text() + ".part"));
        KeptFiles.moveIn(part, homes.folderOf(NAME.text()), "/home/alice");
        Files.delete(layer.resolve("tmp/x"));
        answer = new Layers.Layer(Optional.of(layer.toString()), List.of("/tmp"), List.of());
        restart();
        assertThat(kept()).isEmpty();

        assertThat(left.keep(NAME)).isTrue();

        assertThat(kept()).containsExactly("/home/alice/h");
    }

    @Test
    void of_what_cannot_be_gathered_nothing_is_shown_and_nothing_stays() throws Exception {
        assertThatThrownBy(() -> kept.keep(NAME.text(), folder -> {
                    Files.writeString(folder.resolve("half"), "x");
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");

        assertThat(kept()).isEmpty();
        assertThat(tmp.path().resolve("rescue")).isEmptyDirectory();
    }

    @Test
    void what_is_being_gathered_is_not_purged_however_full_the_disk_is() throws Exception {
        kept.keep("fl-other", folder -> Files.writeString(folder.resolve("old"), "x"));
        kept.keep(NAME.text(), folder -> {
            Files.writeString(folder.resolve("new"), "x");
            try {
                kept.purge(1001);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(kept()).containsExactly("/new");
        assertThat(kept.has("fl-other")).isFalse();
    }
}
