package io.fairlead.server.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A temporary folder that anyone may pass through, for tests that need root. */
public final class RootFolder {
    private final Path path;
    private final List<Path> mounted = new ArrayList<>();

    private RootFolder(Path path) {
        this.path = path;
    }

    public static RootFolder make() throws IOException {
        int uid = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        assertThat(uid)
                .as("these tests mount and change owners: run them as root")
                .isZero();
        Path made = Files.createTempDirectory("fairlead-test");
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new RootFolder(made);
    }

    public Path path() {
        return path;
    }

    public Path folder(String name, int uid, int gid, String permissions) throws IOException {
        Path made = Files.createDirectories(path.resolve(name));
        own(made, uid, gid, permissions);
        return made;
    }

    public static void own(Path file, int uid, int gid, String permissions) throws IOException {
        Files.setAttribute(file, "unix:uid", uid);
        Files.setAttribute(file, "unix:gid", gid);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    public void mountTmpfs(Path at, String options) throws IOException, InterruptedException {
        command("mount", "-t", "tmpfs", "-o", options, "none", at.toString());
        mounted.add(at);
    }

    public void remove() throws IOException, InterruptedException {
        for (Path at : mounted.reversed()) {
            command("umount", "-l", at.toString());
        }
        command("rm", "-rf", "--one-file-system", path.toString());
    }

    /** Runs a program to its end and gives back what it printed; it must succeed. */
    public static String command(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(String.join(" ", words) + ": " + printed)
                .isZero();
        return printed;
    }
}
