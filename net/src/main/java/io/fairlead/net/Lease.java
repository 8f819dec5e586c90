package io.fairlead.net;

import java.util.concurrent.atomic.AtomicBoolean;

/** The use of a connection for one exchange: given back or closed exactly once, whoever comes first. */
final class Lease {
    private final Connection connection;
    private final IdleConnections idle;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean reusable;

    Lease(Connection connection, IdleConnections idle) {
        this.connection = connection;
        this.idle = idle;
    }

    Connection connection() {
        return connection;
    }

    /** Says whether the peer will keep the connection open; without a word it will not. */
    void reusable(boolean value) {
        reusable = value;
    }

    /** The exchange is complete. */
    void giveBack(boolean framed) {
        if (over.compareAndSet(false, true)) {
            if (framed && reusable && !connection.hungUp()) {
                idle.put(connection);
            } else {
                connection.close();
            }
        }
    }

    /** Closes the connection unless it was given back. */
    void cancel() {
        if (over.compareAndSet(false, true)) {
            connection.close();
        }
    }
}
