package io.fairlead.server.volumes;

import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.volume.MountTarget;
import io.fairlead.server.linux.Credentials;
import io.fairlead.server.linux.LinuxException;
import io.fairlead.server.linux.MountTable;
import io.fairlead.server.linux.OwnThreads;
import io.fairlead.server.volumes.Staging.Expected;
import io.fairlead.server.volumes.Staging.Visitor;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Does what the server does to files, and prints what came of it. */
final class BoundedMain {
    private static final Credentials ALICE = new Credentials(61_001, 61_001, List.of(61_100));
    private static final Visitor VISITOR = new Visitor(ALICE, 027);

    private final Path folder;
    private final OwnThreads threads = new OwnThreads(8, Duration.ofSeconds(20));

    private BoundedMain(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    public static void main(String[] args) throws Exception {
        var main = new BoundedMain(Path.of(args[0]));
        if (args.length > 1) {
            main.become();
            return;
        }
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("CapEff:")) {
                print("capabilities " + line.substring(7).strip());
            }
        }
        main.stages();
        main.folders();
        main.homes();
    }

    private void become() throws Exception {
        try {
            threads.call("become", self -> self.as(ALICE, 022, () -> true));
            print("became");
        } catch (LinuxException e) {
            print("become " + e.errno());
        }
        Path volume = Files.createDirectories(folder.resolve("volume/in"));
        var staging = BindStaging.at(folder.resolve("stage"), threads);
        try {
            staging.stage("a1", 0, source(volume.getParent(), "in", false, false), VISITOR);
            print("staged");
        } catch (LinuxException e) {
            print("stage " + e.errno());
        }
    }

    private void stages() throws Exception {
        Path volume = Files.createDirectories(folder.resolve("volume"));
        new VolumeFolders(threads).ensure(volume.toString(), SubPath.of("team"), 61_100, 02770);
        var staging = BindStaging.at(folder.resolve("stage"), threads);
        Staged made = staging.stage("a1", 0, source(volume, "team/new", true, false), VISITOR);
        print("staged " + options(made));
        print("made " + owner(volume.resolve("team/new")));
        try {
            staging.stage("a1", 1, source(volume, "mine", true, false), VISITOR);
        } catch (ProblemException e) {
            print("closed " + e.problems().getFirst().code());
        }
        Staged readOnly = staging.stage("a1", 2, source(volume, "", false, true), VISITOR);
        print("read-only " + options(readOnly));
        print("differences " + differences(staging, readOnly, readOnly) + ", then "
                + differences(staging, readOnly, made));
        staging.unstage("a1");
        print("unstaged "
                + MountTable.own().inside(folder.toRealPath() + "/stage").size());
    }

    private int differences(Staging staging, Staged mounted, Staged expected) throws Exception {
        Path target = Files.createDirectories(folder.resolve("target")).toRealPath();
        var process = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "--propagation",
                        "private",
                        "sh",
                        "-c",
                        "mount --bind '" + mounted.path() + "' '" + target + "' && echo ready && exec setpriv"
                                + " --reuid=61001 --regid=61001 --clear-groups cat")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            new BufferedReader(process.inputReader(StandardCharsets.UTF_8)).readLine();
            return staging.differences(
                            process.pid(), List.of(new Expected(expected, MountTarget.parse(target.toString()))))
                    .size();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private void folders() throws Exception {
        Path root = Files.createDirectories(folder.resolve("projects"));
        new VolumeFolders(threads).ensure(root.toString(), SubPath.of("ghent/vision"), 61_100, 02770);
        print("project " + owner(root.resolve("ghent/vision")));
    }

    private void homes() throws Exception {
        var homes = ThrowAwayHomes.at(folder.resolve("homes"), threads);
        Path home = homes.make("a1", ALICE, List.of(SubPath.of("work/data")));
        print("home " + owner(home));
        command(
                "sh",
                "-c",
                "exec 9<\"$0\"; exec setpriv --reuid=61001 --regid=61001 --clear-groups sh -c 'cd /proc/self/fd/9 &&"
                        + " mkdir -p closed/deep && echo x >closed/deep/f && ln -s / link && chmod 0 closed'",
                home.toString());
        print("content " + homes.content("a1", 10).files());
        Removal removal = homes.remove("a1");
        print("removed " + removal.removed() + " " + removal.gone() + " " + removal.left());
    }

    private static VolumeSource source(Path volume, String path, boolean create, boolean readOnly) {
        return new VolumeSource("v", volume.toString(), SubPath.of(path), create, readOnly);
    }

    private static String options(Staged staged) throws IOException {
        List<String> options = MountTable.own().at(staged.path()).orElseThrow().options();
        return String.join(
                ",",
                options.stream()
                        .filter(List.of("rw", "ro", "nosuid", "nodev")::contains)
                        .toList());
    }

    private static String owner(Path path) throws IOException {
        int mode = (int) Files.getAttribute(path, "unix:mode") & 07777;
        return Files.getAttribute(path, "unix:uid") + ":" + Files.getAttribute(path, "unix:gid") + " "
                + Integer.toOctalString(mode);
    }

    private static void command(String... words) throws IOException, InterruptedException {
        if (new ProcessBuilder(words).inheritIO().start().waitFor() != 0) {
            throw new IOException("failed: " + String.join(" ", words));
        }
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
