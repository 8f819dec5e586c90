package io.fairlead.engines.fake;

import io.fairlead.engines.stream.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A process that only pretends: it says first what it was told to say, then gives back what it reads, and ends when its
 * input does, or, with a terminal, at the words {@code exit CODE}.
 */
final class FakeConsole implements Console {
    private static final Optional<Piece> END = Optional.empty();
    private static final int TYPED_MOST = 4096;
    private static final int CODE_MAX = 255;

    private final BlockingQueue<Optional<Piece>> written = new LinkedBlockingQueue<>();
    private final boolean tty;
    private final StringBuilder typed = new StringBuilder();
    private volatile int code;
    private volatile boolean closed;

    /** @param ends whether it ends at once after its first words, with this code */
    FakeConsole(String first, boolean tty, Optional<Integer> ends) {
        this.tty = tty;
        if (!first.isEmpty()) {
            say(first);
        }
        ends.ifPresent(this::end);
    }

    private void say(String text) {
        written.add(Optional.of(new Piece(false, text.getBytes(StandardCharsets.UTF_8))));
    }

    private void end(int with) {
        code = with;
        written.add(END);
    }

    @Override
    public Optional<Piece> read() throws IOException {
        try {
            Optional<Piece> next = written.take();
            if (next.isEmpty() && closed) {
                throw new IOException("closed");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public synchronized void write(byte[] bytes) {
        written.add(Optional.of(new Piece(false, bytes.clone())));
        typed.append(new String(bytes, StandardCharsets.ISO_8859_1));
        int line = Math.max(typed.indexOf("\n"), typed.indexOf("\r"));
        while (line >= 0) {
            line(typed.substring(0, line).strip());
            typed.delete(0, line + 1);
            line = Math.max(typed.indexOf("\n"), typed.indexOf("\r"));
        }
        typed.setLength(Math.min(typed.length(), TYPED_MOST));
    }

    private void line(String words) {
        if (tty && words.matches("exit( \\d{1,3})?")) {
            end(words.length() < 6 ? 0 : Math.min(CODE_MAX, Integer.parseInt(words.substring(5))));
        }
    }

    @Override
    public void endInput() {
        if (!tty) {
            end(0);
        }
    }

    @Override
    public void resize(int rows, int columns) {
        say(String.format(Locale.ROOT, "[%d×%d]", rows, columns));
    }

    @Override
    public Optional<Integer> exitCode() {
        return Optional.of(code);
    }

    @Override
    public void close() {
        closed = true;
        written.add(END);
    }
}
