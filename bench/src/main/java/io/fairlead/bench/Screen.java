package io.fairlead.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program on a pseudo-terminal, which script(1) makes: floor and measured alike pay for it. */
final class Screen implements AutoCloseable {
    private static final int BUFFER_BYTES = 8192;
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final InputStream shown;
    private final OutputStream keys;
    private final StringBuilder text = new StringBuilder();

    Screen(String command, Path socket) throws IOException {
        ProcessBuilder script = new ProcessBuilder(
                List.of("script", "--quiet", "--return", "--echo", "never", "--command", command, "/dev/null"));
        script.environment().put("FAIRLEAD_SOCKET", socket.toString());
        script.environment().put("FAIRLEAD_BUILD", "never");
        process = script.redirectErrorStream(true).start();
        shown = process.getInputStream();
        keys = process.getOutputStream();
    }

    /** Waits until this was written after what was awaited before. */
    void await(String wished) throws IOException {
        byte[] part = new byte[BUFFER_BYTES];
        int at = text.indexOf(wished);
        while (at < 0) {
            int count = shown.read(part);
            if (count < 0) {
                throw new IOException("ended without " + wished + ": " + text);
            }
            text.append(new String(part, 0, count, StandardCharsets.UTF_8));
            at = text.indexOf(wished);
        }
        text.delete(0, at + wished.length());
    }

    void type(String typed) throws IOException {
        keys.write(typed.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    /** From a key to its echo, in nanoseconds. */
    long echo(String key) throws IOException {
        long begun = System.nanoTime();
        type(key);
        await(key);
        return System.nanoTime() - begun;
    }

    @Override
    public void close() throws IOException {
        try {
            type("\u0003\rexit\r");
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
