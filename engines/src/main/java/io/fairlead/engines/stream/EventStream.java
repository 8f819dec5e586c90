package io.fairlead.engines.stream;

import io.fairlead.core.cluster.ContainerName;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Hints that something happened to a container, so that one looks sooner. Hints may come late, twice or never: engines
 * forget events while nobody listens, so every new connection begins with the hint to look at everything.
 */
public final class EventStream implements AutoCloseable {
    private static final int LINE_MAX_BYTES = 1 << 20;
    private static final int BUFFER_BYTES = 16 << 10;

    private final Source source;
    private final Function<byte[], Optional<ContainerName>> parser;
    private final Retry retry = new Retry(Retry.FIRST);
    private volatile @Nullable Closeable open;

    /** @param parser the container that a line is about; empty for a line that says nothing of use */
    public EventStream(Source source, Function<byte[], Optional<ContainerName>> parser) {
        this.source = source;
        this.parser = parser;
    }

    /** Where events come from, one to a line. */
    public interface Source {
        /** @return to be closed, from any thread, upon which a read that waits fails */
        InputStream open() throws IOException;
    }

    /**
     * Blocks until closed or interrupted, connecting again whenever the engine goes away.
     *
     * @param hints gets the name of a container, or empty: look at all of them
     */
    public void run(Consumer<Optional<ContainerName>> hints) {
        boolean going = true;
        while (going && !retry.isClosed() && !Thread.currentThread().isInterrupted()) {
            try (InputStream in = source.open()) {
                open = in;
                if (retry.isClosed()) {
                    return;
                }
                retry.succeeded();
                hints.accept(Optional.empty());
                deliver(in, hints);
            } catch (IOException _) {
                // Whatever it was: an engine that is away comes back, and then everything is looked at.
            } finally {
                open = null;
            }
            going = retry.pause();
        }
    }

    private void deliver(InputStream in, Consumer<Optional<ContainerName>> hints) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        Line line = new Line();
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            for (int i = 0; i < count; i++) {
                if (buffer[i] == '\n') {
                    Optional<ContainerName> name = parser.apply(line.taken());
                    if (name.isPresent()) {
                        hints.accept(name);
                    }
                } else {
                    line.add(buffer[i]);
                }
            }
        }
    }

    private static final class Line {
        private byte[] bytes = new byte[1 << 10];
        private int length;

        void add(byte b) throws IOException {
            if (length == LINE_MAX_BYTES) {
                throw new IOException("an event with more than " + LINE_MAX_BYTES + " bytes");
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, length * 2);
            }
            bytes[length++] = b;
        }

        byte[] taken() {
            byte[] taken = Arrays.copyOf(bytes, length);
            length = 0;
            return taken;
        }
    }

    @Override
    public void close() {
        retry.close();
        Closeable now = open;
        if (now != null) {
            try {
                now.close();
            } catch (IOException _) {
                // It is closed to make a waiting read fail, and nothing more is read.
            }
        }
    }
}
