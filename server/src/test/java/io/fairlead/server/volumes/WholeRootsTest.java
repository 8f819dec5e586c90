package io.fairlead.server.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.volume.MountTarget;
import io.fairlead.server.linux.ChildJvm;
import io.fairlead.server.linux.Credentials;
import io.fairlead.server.linux.OwnThreads;
import io.fairlead.server.linux.RootFolder;
import io.fairlead.server.volumes.Staging.Visitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A server that an ordinary user started, in a process of that user. */
final class WholeRootsTest {
    private static final int UID = 61_001;

    @Test
    void an_ordinary_users_server_gives_whole_volumes_and_keeps_homes_of_its_own() throws Exception {
        RootFolder tmp = RootFolder.make();
        try {
            Path own = tmp.folder("own", UID, UID, "rwx------");
            List<String> before = List.of("setpriv", "--reuid=61001", "--regid=61001", "--clear-groups");

            assertThat(ChildJvm.run(before, Main.class, own.toString()).lines())
                    .containsExactly(
                            "whole " + own + "/volume true",
                            "path E-VOLUME-WHOLE-ONLY",
                            "absent E-VOLUME-ROOT-MISSING",
                            "inside 0 1",
                            "home rwx------",
                            "removed 4 true []");
        } finally {
            tmp.remove();
        }
    }

    static final class Main {
        private static final Visitor ME = new Visitor(new Credentials(UID, UID, List.of(UID)), 022);

        private Main() {}

        public static void main(String[] args) throws Exception {
            Path own = Path.of(args[0]);
            String volume = Files.createDirectories(own.resolve("volume")).toString();
            Files.createDirectories(own.resolve("volume/there"));
            var threads = new OwnThreads(4, Duration.ofSeconds(20));
            var staging = new WholeRoots(threads);
            Staged whole = staging.stage("a1", 0, new VolumeSource("v", volume, SubPath.ROOT, false, true), ME);
            print("whole " + whole.path() + " " + whole.readOnly());
            print("path " + refusal(staging, new VolumeSource("v", volume, SubPath.of("there"), false, false)));
            print("absent " + refusal(staging, new VolumeSource("v", "/nowhere", SubPath.ROOT, false, false)));
            var data = MountTarget.parse("/data");
            int there = staging.insideProblems(whole, data, MountTarget.parse("/data/there"), ME)
                    .size();
            int absent = staging.insideProblems(whole, data, MountTarget.parse("/data/no"), ME)
                    .size();
            print("inside " + there + " " + absent);
            homes(ThrowAwayHomes.at(own.resolve("homes"), threads));
        }

        private static void homes(ThrowAwayHomes homes) throws Exception {
            Path home = homes.make("a1", ME.user(), List.of(SubPath.of("work")));
            var permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(home));
            print("home " + permissions);
            Files.createDirectories(home.resolve("closed/deep"));
            Files.writeString(home.resolve("closed/f"), "x");
            Files.setPosixFilePermissions(home.resolve("closed"), Set.of());
            Removal removal = homes.remove("a1");
            print("removed " + removal.removed() + " " + removal.gone() + " " + removal.left());
        }

        private static String refusal(Staging staging, VolumeSource source) throws Exception {
            try {
                return staging.stage("a1", 1, source, ME).path();
            } catch (ProblemException e) {
                return e.problems().getFirst().code();
            }
        }

        private static void print(String line) {
            System.out.println(line);
        }
    }
}
