package io.fairlead.net;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Connections between two calls, the last used first; bounded in number and age. */
final class IdleConnections {
    private final Limits limits;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private boolean closed;

    IdleConnections(Limits limits) {
        this.limits = limits;
    }

    /** One that the peer has not closed as far as can be seen from here, or null. */
    @Nullable
    Connection take() {
        for (Connection next = poll(); next != null; next = poll()) {
            Duration age = Duration.ofNanos(System.nanoTime() - next.idleSince());
            boolean young = age.compareTo(limits.idleKeep()) <= 0;
            if (young && next.quiet()) {
                return next;
            }
            next.close();
        }
        return null;
    }

    private synchronized @Nullable Connection poll() {
        return idle.pollFirst();
    }

    /** Keeps it, at the cost of the one unused for longest when there are too many. */
    void put(Connection connection) {
        connection.restSince(System.nanoTime());
        Connection surplus = add(connection);
        if (surplus != null) {
            surplus.close();
        }
    }

    private synchronized @Nullable Connection add(Connection connection) {
        if (closed) {
            return connection;
        }
        idle.addFirst(connection);
        return idle.size() > limits.idleConnections() ? idle.pollLast() : null;
    }

    /** Closes all, and from now on whatever is put. */
    void close() {
        List<Connection> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(idle);
            idle.clear();
        }
        all.forEach(Connection::close);
    }
}
