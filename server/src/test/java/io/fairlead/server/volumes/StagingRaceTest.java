package io.fairlead.server.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.problem.ProblemException;
import io.fairlead.server.linux.Credentials;
import io.fairlead.server.linux.Descriptor;
import io.fairlead.server.linux.LinuxException;
import io.fairlead.server.linux.MountTable;
import io.fairlead.server.linux.Mounts;
import io.fairlead.server.linux.OwnThreads;
import io.fairlead.server.linux.RootFolder;
import io.fairlead.server.linux.Swapper;
import io.fairlead.server.volumes.Staging.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user exchanges a folder of theirs with a link to someone else's, all the time. */
final class StagingRaceTest {
    private static final int UID = 61_001;
    private static final Visitor ALICE = new Visitor(new Credentials(UID, UID, List.of()), 022);
    private static final int ROUNDS_MIN = 100;
    private static final int ROUNDS_MAX = 20_000;
    /** It was lost within 24 to 2,400 rounds. */
    private static final int NAIVE_ROUNDS_MAX = 200_000;

    private RootFolder tmp;
    private Path volume;
    private Path outside;
    private BindStaging staging;

    @BeforeEach
    void prepare() throws Exception {
        tmp = RootFolder.make();
        volume = tmp.folder("volume", UID, UID, "rwxr-xr-x");
        outside = tmp.folder("outside", 0, 0, "rwxrwxrwx");
        for (Path folder : List.of(outside, volume.resolve("mine"))) {
            Files.createDirectories(folder.resolve("sub"));
            Files.writeString(folder.resolve("whose"), folder.equals(outside) ? "other" : "own");
            Files.writeString(folder.resolve("sub/whose"), folder.equals(outside) ? "other" : "own");
        }
        RootFolder.command("chown", "-R", UID + ":" + UID, volume.toString());
        Files.createSymbolicLink(volume.resolve("trap"), outside);
        staging = BindStaging.at(tmp.path().resolve("stage"), new OwnThreads(16, Duration.ofSeconds(20)));
    }

    @AfterEach
    void clean() throws Exception {
        staging.clearStale();
        tmp.remove();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mine", "mine/sub"})
    void a_swapped_folder_is_mounted_or_refused_but_never_leads_outside(String path) throws Exception {
        int staged = 0;
        int refused = 0;
        int leaked = 0;
        int rounds = 0;
        var source = new VolumeSource("v", volume.toString(), SubPath.of(path), false, false);
        try (var swapper = new Swapper(volume.resolve("mine"), volume.resolve("trap"))) {
            for (; rounds < ROUNDS_MIN || (staged == 0 || refused == 0) && rounds < ROUNDS_MAX; rounds++) {
                try {
                    Staged one = staging.stage("a1", 0, source, ALICE);
                    staged++;
                    leaked += Files.readString(Path.of(one.path(), "whose")).equals("own") ? 0 : 1;
                } catch (ProblemException e) {
                    refused++;
                }
            }
            System.out.printf(
                    "%s: %d rounds, %d staged, %d refused, %d leaked, %d swaps%n",
                    path, rounds, staged, refused, leaked, swapper.swaps());
        }

        assertThat(leaked).isZero();
        assertThat(staged).isPositive();
        assertThat(refused).isPositive();
    }

    @Test
    void folders_made_on_the_way_are_never_made_outside() throws Exception {
        int made = 0;
        int refused = 0;
        try (var swapper = new Swapper(volume.resolve("mine"), volume.resolve("trap"))) {
            for (int i = 0; i < ROUNDS_MIN || (made == 0 || refused == 0) && i < ROUNDS_MAX; i++) {
                try {
                    var path = SubPath.of("mine/new" + i + "/x");
                    staging.stage("a1", 0, new VolumeSource("v", volume.toString(), path, true, false), ALICE);
                    made++;
                } catch (ProblemException e) {
                    refused++;
                }
            }
            assertThat(swapper.swaps()).isPositive();
        }

        assertThat(made).isPositive();
        assertThat(refused).isPositive();
        try (var names = Files.list(outside)) {
            assertThat(names.map(name -> name.getFileName().toString())).containsExactlyInAnyOrder("sub", "whose");
        }
    }

    @Test
    void the_same_race_is_lost_by_checking_a_path_and_then_using_it() throws Exception {
        Path target = tmp.folder("naive", 0, 0, "rwx------");
        int leaked = 0;
        int rounds = 0;
        try (var swapper = new Swapper(volume.resolve("mine"), volume.resolve("trap"))) {
            for (; leaked == 0 && rounds < NAIVE_ROUNDS_MAX; rounds++) {
                leaked += naive(volume.resolve("mine/sub"), target).equals("other") ? 1 : 0;
            }
            System.out.printf("naive: leaked after %d rounds, %d swaps%n", rounds, swapper.swaps());
        }

        assertThat(leaked).as("the harness can catch a leak").isPositive();
    }

    private String naive(Path asked, Path target) throws IOException {
        try {
            if (!asked.toRealPath().startsWith(volume.toRealPath())) {
                return "refused";
            }
            asLongAsARequestToTheEngineTakes();
            try (Descriptor found = Descriptor.openTrusted(asked.toString())) {
                Mounts.bind(found, target.toString(), false);
            }
        } catch (LinuxException | NoSuchFileException e) {
            return "refused";
        }
        try {
            return Files.readString(target.resolve("whose"));
        } finally {
            Mounts.detach(target.toString());
        }
    }

    private static void asLongAsARequestToTheEngineTakes() throws IOException {
        for (int i = 0; i < 10; i++) {
            MountTable.own();
        }
    }
}
