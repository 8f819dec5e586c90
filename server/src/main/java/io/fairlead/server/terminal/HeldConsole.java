package io.fairlead.server.terminal;

import io.fairlead.engines.stream.Console;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A console that is listened to before anybody is there: what was written until then is kept, the oldest of it going where
 * it is too much. Once it is taken nothing goes any more, and a slow reader holds up the writer, as everywhere.
 */
final class HeldConsole implements Console {
    private static final int KEPT_BYTES = 256 << 10;

    private final Console inner;
    private final Deque<Piece> kept = new ArrayDeque<>();
    private int bytes;
    private boolean taken;
    private boolean ended;
    private @Nullable IOException failure;

    HeldConsole(Console inner) {
        this.inner = inner;
        Thread.ofVirtual().name("first-words").start(this::listen);
    }

    private void listen() {
        try {
            Optional<Piece> piece = inner.read();
            while (piece.isPresent()) {
                keep(piece.get());
                piece = inner.read();
            }
            end(null);
        } catch (IOException e) {
            end(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(new IOException("interrupted", e));
        }
    }

    private synchronized void keep(Piece piece) throws InterruptedException {
        while (taken && !ended && bytes > KEPT_BYTES) {
            wait();
        }
        kept.add(piece);
        bytes += piece.bytes().length;
        while (!taken && bytes > KEPT_BYTES) {
            bytes -= kept.remove().bytes().length;
        }
        notifyAll();
    }

    private synchronized void end(@Nullable IOException how) {
        ended = true;
        failure = how;
        notifyAll();
    }

    /** Whether nobody has it yet; from now on somebody has. */
    synchronized boolean take() {
        boolean free = !taken;
        taken = true;
        return free;
    }

    @Override
    public synchronized Optional<Piece> read() throws IOException {
        while (kept.isEmpty() && !ended) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
        if (!kept.isEmpty()) {
            Piece piece = kept.remove();
            bytes -= piece.bytes().length;
            notifyAll();
            return Optional.of(piece);
        }
        if (failure != null) {
            throw failure;
        }
        return Optional.empty();
    }

    @Override
    public void write(byte[] input) throws IOException {
        inner.write(input);
    }

    @Override
    public void endInput() throws IOException {
        inner.endInput();
    }

    @Override
    public void resize(int rows, int columns) throws IOException {
        inner.resize(rows, columns);
    }

    @Override
    public Optional<Integer> exitCode() throws IOException {
        return inner.exitCode();
    }

    @Override
    public void close() {
        inner.close();
        end(new IOException("closed"));
    }
}
