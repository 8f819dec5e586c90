package io.fairlead.server.http;

import io.fairlead.server.auth.Caller;
import io.fairlead.server.http.exchange.HttpRefusal;
import io.fairlead.server.http.exchange.Quota;
import io.fairlead.server.http.exchange.Status;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Every open connection: who is at its other end, how many each uid has, and which of them have been without a whole
 * request for so long that they are closed, whatever trickles in. Jetty's idle time alone starts anew with each byte.
 */
final class Connections extends AbstractLifeCycle implements Connection.Listener {
    private static final long SWEEP_EVERY_SECONDS = 1;

    private final Identities identities;
    private final Quota quota;
    private final int most;
    private final long quietNanos;
    private final Scheduler scheduler;
    private final Map<Connection, Held> open = new ConcurrentHashMap<>();

    Connections(Identities identities, Quota quota, HttpListener.Bounds bounds, Scheduler scheduler) {
        this.identities = identities;
        this.quota = quota;
        this.quietNanos = TimeUnit.SECONDS.toNanos(bounds.quietSeconds());
        this.most = bounds.connections();
        this.scheduler = scheduler;
    }

    private static final class Held {
        volatile @Nullable Caller caller;
        volatile Quota.@Nullable Share share;
        volatile boolean busy;
        volatile long quietSince = System.nanoTime();
    }

    @Override
    public void onOpened(Connection connection) {
        open.put(connection, new Held());
        if (open.size() > most) {
            connection.getEndPoint().close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        Held held = open.remove(connection);
        if (held != null) {
            Quota.Share share = held.share;
            if (share != null) {
                share.close();
            }
        }
    }

    int count() {
        return open.size();
    }

    /** The headers of a request are here: who sends it? */
    Caller begin(Request request) throws IOException {
        Connection connection = request.getConnectionMetaData().getConnection();
        Held held = open.computeIfAbsent(connection, _ -> new Held());
        held.busy = true;
        Caller known = held.caller;
        if (known != null) {
            return known;
        }
        Caller caller = identities.of((SocketChannel) connection.getEndPoint().getTransport());
        Optional<Quota.Share> share = quota.take(caller.uid());
        if (share.isEmpty()) {
            throw new HttpRefusal(Status.TOO_MANY, HttpProblems.CONNECTIONS.reason("limit", quota.most()));
        }
        held.share = share.get();
        held.caller = caller;
        if (!open.containsKey(connection)) {
            share.get().close();
        }
        return caller;
    }

    /** The answer is sent. */
    void end(Request request) {
        Held held = open.get(request.getConnectionMetaData().getConnection());
        if (held != null) {
            held.quietSince = System.nanoTime();
            held.busy = false;
        }
    }

    @Override
    protected void doStart() {
        scheduleSweep();
    }

    private void scheduleSweep() {
        scheduler.schedule(this::sweep, SWEEP_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void sweep() {
        if (!isRunning() && !isStarting()) {
            return;
        }
        long now = System.nanoTime();
        open.forEach((connection, held) -> {
            if (!held.busy && now - held.quietSince > quietNanos) {
                connection.getEndPoint().close();
            }
        });
        scheduleSweep();
    }
}
