package io.fairlead.engines.docker;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.engines.stream.Console;
import io.fairlead.net.NetException;
import io.fairlead.net.Target;
import io.fairlead.net.UpgradedStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** One upgraded connection to the engine: raw bytes with a terminal, without one in frames that say which output they are. */
final class DockerConsole implements Console {
    private static final int HEAD_BYTES = 8;
    private static final int ERRORS = 2;
    private static final int PIECE_BYTES = 32 << 10;
    /** The engine writes this where the command should have begun. */
    private static final byte[] NOT_STARTED = "OCI runtime exec failed".getBytes(StandardCharsets.US_ASCII);

    private static final int CANNOT_RUN_LEAST = 126;
    private static final int BAD_REQUEST = 400;
    /** A command that has just been started has no terminal yet, and one that has just ended no code. */
    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(5);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private final DockerApi api;
    private final UpgradedStream stream;
    private final InputStream in;
    private final boolean tty;
    private final Subject subject;
    private final byte[] part = new byte[PIECE_BYTES];
    private int left;
    private boolean errors;
    private boolean begun;

    /** What it is a console of. */
    sealed interface Subject {
        /** @param id the engine's, of a further command */
        record Further(String id) implements Subject {}

        /** The container's first process. */
        record Own(ContainerName name) implements Subject {}
    }

    DockerConsole(DockerApi api, UpgradedStream stream, boolean tty, Subject subject) {
        this.api = api;
        this.stream = stream;
        this.in = stream.input();
        this.tty = tty;
        this.subject = subject;
    }

    @Override
    public Optional<Piece> read() throws IOException {
        if (!tty && left == 0 && !frame()) {
            return Optional.empty();
        }
        int count = in.read(part, 0, tty ? part.length : Math.min(left, part.length));
        if (count < 0) {
            if (!tty) {
                throw new EOFException("the engine hung up within a frame");
            }
            return Optional.empty();
        }
        left -= tty ? 0 : count;
        byte[] bytes = Arrays.copyOf(part, count);
        if (!begun) {
            begun = true;
            refuse(bytes);
        }
        return Optional.of(new Piece(!tty && errors, bytes));
    }

    /** Whether there is another frame; empty ones are passed over. */
    private boolean frame() throws IOException {
        while (left == 0) {
            byte[] head = in.readNBytes(HEAD_BYTES);
            if (head.length == 0) {
                return false;
            }
            if (head.length < HEAD_BYTES) {
                throw new EOFException("the engine hung up within a frame");
            }
            errors = head[0] == ERRORS;
            left = ByteBuffer.wrap(head, 4, 4).getInt();
            if (left < 0) {
                throw new IOException("the engine sent a frame of " + left + " bytes");
            }
        }
        return true;
    }

    private void refuse(byte[] first) throws IOException {
        int prefix = Arrays.mismatch(first, NOT_STARTED);
        boolean like = prefix < 0 || prefix == NOT_STARTED.length;
        if (!like || exitCode().filter(code -> code >= CANNOT_RUN_LEAST).isEmpty()) {
            return;
        }
        Optional<ProblemException> why =
                DockerConsoles.notStarted(BAD_REQUEST, new String(first, StandardCharsets.UTF_8).strip());
        if (why.isPresent()) {
            throw why.get();
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        stream.output().write(bytes);
    }

    @Override
    public void endInput() throws NetException {
        if (!tty) {
            stream.closeOutput();
        }
    }

    @Override
    public void resize(int rows, int columns) throws IOException {
        if (!tty) {
            return;
        }
        Target path = switch (subject) {
            case Subject.Further(String id) -> Target.of("/exec/{}/resize", id);
            case Subject.Own(ContainerName name) -> Target.of("/containers/{}/resize", name.text());
        };
        Target target = path.with("h", Integer.toString(rows)).with("w", Integer.toString(columns));
        long end = System.nanoTime() + SETTLES_WITHIN.toNanos();
        while (!api.post(target, null, Deadlines.EXEC).isSuccess() && isRunning() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private boolean isRunning() throws EngineFault {
        return subject instanceof Subject.Further(String id)
                && api.get(Target.of("/exec/{}/json", id), Deadlines.INSPECT)
                        .body()
                        .path("Running")
                        .asBoolean(false);
    }

    @Override
    public Optional<Integer> exitCode() throws EngineFault {
        if (!(subject instanceof Subject.Further(String id))) {
            return Optional.empty();
        }
        long end = System.nanoTime() + SETTLES_WITHIN.toNanos();
        while (true) {
            DockerApi.Answer answer = api.get(Target.of("/exec/{}/json", id), Deadlines.INSPECT);
            JsonNode code = answer.body().path("ExitCode");
            boolean running = answer.body().path("Running").asBoolean(false);
            if (!answer.isSuccess() || (!running && code.isNumber())) {
                return answer.isSuccess() ? Optional.of(code.asInt(0)) : Optional.empty();
            }
            if (System.nanoTime() - end > 0) {
                return Optional.empty();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    @Override
    public void close() {
        stream.close();
    }
}
