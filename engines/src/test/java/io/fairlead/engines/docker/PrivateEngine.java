package io.fairlead.engines.docker;

import io.fairlead.net.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A Docker Engine of a test's own, beside that of the machine, which may be killed, stopped and started. */
final class PrivateEngine implements AutoCloseable {
    private static final long AMPLE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Path folder;
    private final List<String> options;
    private Process daemon;

    PrivateEngine(String... options) throws Exception {
        folder = Files.createTempDirectory("engine");
        this.options = List.of(options);
        start();
        Path archive = folder.resolve("image.tar");
        RealEngine.cli("save", "-o", archive.toString(), RealEngine.BUSYBOX);
        RealEngine.cli("-H", "unix://" + socket(), "load", "-i", archive.toString());
    }

    Endpoint endpoint() {
        return new Endpoint.UnixSocket(socket());
    }

    private Path socket() {
        return folder.resolve("engine.sock");
    }

    void start() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "dockerd",
                "--host=unix://" + socket(),
                "--data-root=" + folder.resolve("data"),
                "--exec-root=" + folder.resolve("exec"),
                "--pidfile=" + folder.resolve("pid"),
                "--config-file=" + folder.resolve("none.json"),
                "--bridge=none",
                "--iptables=false",
                "--ip6tables=false"));
        command.addAll(options);
        Files.writeString(folder.resolve("none.json"), "{}");
        daemon = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        long end = System.nanoTime() + AMPLE_NANOS;
        try (Docker probe = new Docker(endpoint(), "probe")) {
            while (!answers(probe)) {
                if (!daemon.isAlive() || System.nanoTime() - end > 0) {
                    throw new AssertionError("no engine: " + Files.readString(folder.resolve("log")));
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    private static boolean answers(Docker probe) {
        try {
            probe.describe();
            return true;
        } catch (EngineFault e) {
            return false;
        }
    }

    /** Without a chance to say goodbye. */
    void kill() throws Exception {
        Path pid = folder.resolve("exec/containerd/containerd.pid");
        long containerd = Long.parseLong(Files.readString(pid).strip());
        daemon.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        // It ends with its engine, a little later; the next engine must not take it for its own.
        long end = System.nanoTime() + AMPLE_NANOS;
        while (ProcessHandle.of(containerd).map(ProcessHandle::isAlive).orElse(false) && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** As a service manager does. */
    void stop() throws InterruptedException {
        daemon.destroy();
        if (!daemon.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the engine did not stop");
        }
    }

    @Override
    public void close() throws IOException {
        try {
            stop();
            // Its containerd ends with it; only that of a killed engine would be left, and close comes after a start.
            new ProcessBuilder("sh", "-c", "grep -o ' " + folder + "[^ ]*' /proc/mounts | sort -r | xargs -r umount -l")
                    .start()
                    .waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(PrivateEngine::delete);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // What is left in the folder for temporary files is swept with it.
        }
    }
}
