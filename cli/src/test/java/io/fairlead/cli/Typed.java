package io.fairlead.cli;

import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.show.Terminal;
import io.fairlead.cli.show.Tty;
import io.fairlead.cli.show.World;
import io.fairlead.net.Endpoint;
import io.fairlead.wire.client.ApiClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Types command lines and keeps what came of them. Time stands still; a pause runs what the test says and is over. */
final class Typed implements World {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    final Path socket = folder().resolve("s");
    final Path launcher = folder().resolve("fairlead");
    final Map<String, String> environment = new TreeMap<>();
    private final CompletableFuture<Runnable> interrupt = new CompletableFuture<>();
    private final CompletableFuture<Integer> left = new CompletableFuture<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    final FakeTerminal terminal = new FakeTerminal();
    final Map<String, Runnable> signals = new ConcurrentHashMap<>();
    private Tty tty = Tty.NONE;
    private Runnable pause = () -> {};
    private byte[] in = new byte[0];
    private String name = "fairlead";
    private final Queue<String> hidden = new ArrayDeque<>();

    /** What was asked for, to be typed unseen. */
    final List<String> asked = new ArrayList<>();

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("fl");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Typed onTerminal(int columns) {
        tty = new Tty(true, true, true, columns);
        environment.put("TERM", "xterm");
        return this;
    }

    Typed piped(String text) {
        in = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    Typed unseen(String... lines) {
        hidden.addAll(List.of(lines));
        return this;
    }

    Typed calledAs(String program) {
        name = program;
        return this;
    }

    /** @param action at each pause between two tries */
    Typed whenPausing(Runnable action) {
        pause = action;
        return this;
    }

    /** @return the exit code */
    int run(String... words) {
        out.reset();
        err.reset();
        Shell shell = new Shell(
                new ByteArrayInputStream(in),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                tty,
                environment,
                this);
        try (ApiClient server =
                new ApiClient(new Endpoint.UnixSocket(socket), "1.2.3", new SplittableRandom(1), this::pause)) {
            return new Cli(new Session(shell, server, "1.2.3", launcher), name).run(List.of(words));
        }
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    byte[] outBytes() {
        return out.toByteArray();
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8).replace(socket.toString(), "SOCKET");
    }

    /** Presses Ctrl-C as soon as somebody listens to it. */
    void interrupt() {
        interrupt.join().run();
    }

    CompletableFuture<Integer> left() {
        return left;
    }

    @Override
    public InstantSource clock() {
        return () -> NOW;
    }

    @Override
    public ZoneId zone() {
        return ZoneOffset.ofHours(1);
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        pause.run();
    }

    @Override
    public Optional<String> hidden(String question) {
        asked.add(question);
        return Optional.ofNullable(hidden.poll());
    }

    @Override
    public void onSignal(String signal, Runnable action) {
        signals.put(signal, action);
        if (signal.equals("INT")) {
            interrupt.complete(action);
        }
    }

    @Override
    public long uid() {
        return 1001;
    }

    @Override
    public Terminal terminal() {
        return terminal;
    }

    @Override
    public void leave(int code) {
        left.complete(code);
    }
}
