package io.fairlead.checks.e2e;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Docker Engine of a test's own, whose containers go on while it is away. */
final class PrivateDockerd implements AutoCloseable {
    private final Path folder;
    private Process daemon;

    PrivateDockerd() throws Exception {
        folder = Files.createTempDirectory("fairlead-e2e-engine");
        Files.writeString(folder.resolve("none.json"), "{}");
        start();
        Docker.shell("docker save " + Work.BUSYBOX + " | docker -H unix://" + socket() + " load");
    }

    Path socket() {
        return folder.resolve("engine.sock");
    }

    void start() throws Exception {
        daemon = new ProcessBuilder(
                        "dockerd",
                        "--host=unix://" + socket(),
                        "--data-root=" + folder.resolve("data"),
                        "--exec-root=" + folder.resolve("exec"),
                        "--pidfile=" + folder.resolve("pid"),
                        "--config-file=" + folder.resolve("none.json"),
                        "--bridge=none",
                        "--iptables=false",
                        "--ip6tables=false",
                        "--live-restore")
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        Until.holds("the engine answers", this::answers, up -> up || !daemon.isAlive());
        if (!daemon.isAlive()) {
            throw new AssertionError(Files.readString(folder.resolve("log")));
        }
    }

    private boolean answers() throws IOException {
        try {
            Docker.cli("-H", "unix://" + socket(), "version");
            return true;
        } catch (AssertionError away) {
            return false;
        }
    }

    /** Without a chance to say goodbye; returns when its containerd, which the next one must not use, has ended too. */
    void kill() throws Exception {
        Path pid = folder.resolve("exec/containerd/containerd.pid");
        long containerd = Long.parseLong(Files.readString(pid).strip());
        daemon.destroyForcibly().waitFor();
        Until.holds(
                "containerd has ended",
                () -> ProcessHandle.of(containerd)
                        .filter(ProcessHandle::isAlive)
                        .isEmpty(),
                gone -> gone);
    }

    @Override
    public void close() throws IOException {
        Docker.shell("docker -H unix://" + socket() + " ps -aq | xargs -r docker -H unix://" + socket() + " rm -f");
        daemon.destroy();
        daemon.onExit().join();
        Docker.shell("grep -o ' " + folder + "[^ ]*' /proc/mounts | sort -r | xargs -r umount -l; rm -rf " + folder);
    }
}
