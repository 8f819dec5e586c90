package io.fairlead.net;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Waits until one operation of a non-blocking channel can go on, with a deadline and without a thread of its own. The
 * two directions of a channel have one each, so that they can be waited for by two threads at once.
 */
final class Readiness implements Closeable {
    private final SocketChannel channel;
    private final int operation;
    private @Nullable Selector selector;
    private boolean closed;

    Readiness(SocketChannel channel, int operation) {
        this.channel = channel;
        this.operation = operation;
    }

    /**
     * Returns when the operation may go on, and also when it may not: at the deadline, after an interrupt, or when
     * closed. The caller looks and calls again.
     */
    void await(Deadline deadline) throws IOException {
        long millis = deadline.millisLeft();
        if (millis == 0) {
            return;
        }
        try {
            Selector open = selector();
            open.select(millis);
            open.selectedKeys().clear();
        } catch (ClosedSelectorException e) {
            throw new IOException("closed", e);
        }
    }

    private synchronized Selector selector() throws IOException {
        if (closed) {
            throw new ClosedSelectorException();
        }
        Selector open = selector;
        if (open == null) {
            open = Selector.open();
            selector = open;
            channel.register(open, operation);
        }
        return open;
    }

    /** Wakes the thread that waits. */
    @Override
    public void close() throws IOException {
        Selector open;
        synchronized (this) {
            closed = true;
            open = selector;
        }
        if (open != null) {
            open.close();
        }
    }
}
