package io.fairlead.server.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Debian's registry on a port of the loopback, which can be stopped and started again. */
final class TestRegistry implements AutoCloseable {
    /** Two accounts for {@link #withAccounts}; their passwords must appear nowhere. */
    static final String ALICE_PASSWORD = "canary-9f2c-alice";

    static final String BOB_PASSWORD = "canary-77aa-bob";
    private static final String ACCOUNTS = """
            alice:$2y$05$abcdefghijklmnopqrstuuOH/KBYOXUOFpvyyYNhL4FVlTLJomJYW
            bob:$2y$05$abcdefghijklmnopqrstuuXgzbEtXy7ZxD5GyqwoZeAMrQhDoMsX6
            """;

    private static final String PROGRAM = ".fairlead/tools/docker-registry";
    private static final Duration AMPLE = Duration.ofSeconds(30);

    private final Path configuration;
    private final int port;
    private Process process;

    private TestRegistry(Path folder, Path images, boolean accounts) throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        configuration = Files.createTempFile(folder, "registry", ".yml");
        String text = """
                version: 0.1
                log: {level: error}
                storage: {filesystem: {rootdirectory: %s}, delete: {enabled: true}}
                http: {addr: "127.0.0.1:%d", secret: test}
                """.formatted(images, port);
        if (accounts) {
            Path file = Files.writeString(Files.createTempFile(folder, "accounts", ""), ACCOUNTS);
            text += "auth: {htpasswd: {realm: test, path: %s}}%n".formatted(file);
        }
        Files.writeString(configuration, text);
        start();
    }

    static TestRegistry open(Path folder, Path images) throws Exception {
        return new TestRegistry(folder, images, false);
    }

    static TestRegistry withAccounts(Path folder, Path images) throws Exception {
        return new TestRegistry(folder, images, true);
    }

    String host() {
        return "127.0.0.1:" + port;
    }

    void start() throws Exception {
        process = new ProcessBuilder(program().toString(), "serve", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(configuration.resolveSibling("registry.log").toFile())
                .start();
        long end = System.nanoTime() + AMPLE.toNanos();
        while (!answers()) {
            assertThat(process.isAlive() && System.nanoTime() - end < 0)
                    .as("the registry answers")
                    .isTrue();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private boolean answers() throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            http.send(
                    HttpRequest.newBuilder(URI.create("http://" + host() + "/v2/"))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    void stop() {
        assertThat(process.destroyForcibly()
                        .onExit()
                        .orTimeout(AMPLE.toSeconds(), TimeUnit.SECONDS)
                        .join()
                        .isAlive())
                .isFalse();
    }

    private static Path program() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isExecutable(folder.resolve(PROGRAM))) {
                return folder.resolve(PROGRAM);
            }
        }
        throw new AssertionError(PROGRAM + " is missing: run dev/prepare.sh");
    }

    @Override
    public void close() {
        stop();
    }
}
