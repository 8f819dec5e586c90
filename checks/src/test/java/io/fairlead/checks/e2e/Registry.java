package io.fairlead.checks.e2e;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A registry on the loopback with images that the engine has not. */
final class Registry implements AutoCloseable {
    private static final Path PROGRAM =
            Path.of("..", ".fairlead", "tools", "docker-registry").toAbsolutePath();

    private final int port;
    private final Process process;
    private final List<String> images = new ArrayList<>();

    Registry(Path folder) throws Exception {
        if (!Files.isExecutable(PROGRAM)) {
            throw new AssertionError(PROGRAM + " is missing: run dev/prepare.sh");
        }
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
            port = free.getLocalPort();
        }
        Path configuration = folder.resolve("registry.yml");
        Files.writeString(configuration, """
                version: 0.1
                log: {level: error}
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: "127.0.0.1:%d", secret: test}
                """.formatted(folder.resolve("registry"), port));
        process = new ProcessBuilder(PROGRAM.toString(), "serve", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(folder.resolve("registry.log").toFile()))
                .start();
        Until.holds("the registry answers", this::answers, up -> up || !process.isAlive());
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The test image as one layer that is like no other, pushed and taken from the engine again; its reference. */
    String pushed(String name) throws IOException {
        String reference = "127.0.0.1:" + port + "/" + name;
        images.add(reference);
        String made = "made-" + ProcessHandle.current().pid() + "-" + port;
        Docker.cli(
                "run",
                "--network",
                "none",
                "--name",
                made,
                Work.BUSYBOX,
                "sh",
                "-c",
                "head -c 3000000 /dev/urandom > /filler");
        Docker.shell("docker export " + made + " | docker import - " + reference + " && docker rm " + made);
        Docker.cli("push", "-q", reference);
        Docker.cli("rmi", reference);
        return reference;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        for (String reference : images) {
            String path = reference.substring(0, reference.lastIndexOf(':'));
            Docker.shell("docker images -q --no-trunc " + path + " | xargs -r docker rmi -f");
        }
    }
}
