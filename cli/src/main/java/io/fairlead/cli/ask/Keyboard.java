package io.fairlead.cli.ask;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What is typed, in pieces as they come. Unlike a read of a terminal itself, waiting here can be given up by an interrupt,
 * and nothing of what is typed afterwards is lost. One reader at a time.
 */
public final class Keyboard extends InputStream {
    private static final int PIECE_BYTES = 8 << 10;
    /** The reader is this many pieces behind the terminal at most; then the terminal holds back. */
    private static final int PIECES = 16;

    /** No piece of what was typed is empty. */
    private static final byte[] END = {};

    private final InputStream terminal;
    private final LinkedBlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>(PIECES);
    private boolean started;
    private byte[] piece = {};
    private int taken;
    private boolean ended;

    /** @param terminal read by a thread of its own from the first read on, and never closed */
    public Keyboard(InputStream terminal) {
        this.terminal = terminal;
    }

    private void pump() {
        byte[] read = new byte[PIECE_BYTES];
        try {
            int count = terminal.read(read);
            while (count >= 0) {
                if (count > 0) {
                    pieces.put(Arrays.copyOf(read, count));
                }
                count = terminal.read(read);
            }
        } catch (IOException e) {
            // As if it had ended: whoever reads is told so.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            pieces.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether there is something to read; false where it has ended, or nothing came in time */
    private boolean filled(Optional<Duration> patience) throws InterruptedIOException {
        if (!started) {
            started = true;
            Thread.ofPlatform().daemon().name("keyboard").start(this::pump);
        }
        try {
            while (taken == piece.length && !ended) {
                byte[] next = patience.isPresent()
                        ? pieces.poll(patience.get().toMillis(), TimeUnit.MILLISECONDS)
                        : pieces.take();
                if (next == null) {
                    return false;
                }
                ended = next.length == 0;
                piece = next;
                taken = 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
        return !ended;
    }

    @Override
    public int read() throws IOException {
        return filled(Optional.empty()) ? piece[taken++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        if (!filled(Optional.empty())) {
            return -1;
        }
        int count = Math.min(most, piece.length - taken);
        System.arraycopy(piece, taken, into, from, count);
        taken += count;
        return count;
    }

    /**
     * The rest of a line.
     *
     * @param patience how long to wait for each piece of it
     * @return empty where nothing more comes: the end, or too late
     */
    public Optional<String> line(Duration patience) throws IOException {
        StringBuilder line = new StringBuilder();
        while (filled(Optional.of(patience))) {
            char next = (char) (piece[taken++] & 0xff);
            if (next == '\n') {
                return Optional.of(line.toString());
            }
            line.append(next);
        }
        return Optional.empty();
    }
}
