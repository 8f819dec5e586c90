package io.fairlead.net;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Calls one endpoint. Any number of threads may use it; it starts none. Every call has its own deadline, which covers
 * connecting, sending and the answer's headers, and in {@link #exchange} the body too. Interrupting the calling thread
 * ends a call as CANCELLED.
 *
 * <p>Only a GET or HEAD ever travels on a connection that was used before, and only such a one is sent a second time,
 * when the peer turns out to have closed that connection and no byte of an answer was seen. Everything else gets a
 * connection of its own and is sent once: a lost answer is then never the fault of a stale connection, and nothing is
 * executed twice.
 */
public final class HttpClient implements AutoCloseable {
    /** For streams that may be silent for ever, as a terminal may. */
    public static final Duration NO_IDLE_LIMIT = Duration.ofNanos(Long.MAX_VALUE);

    private static final int SWITCHING = 101;
    private static final String NO_UPGRADE = "";

    private final Endpoint endpoint;
    private final Limits limits;
    private final Connector connector;
    private final IdleConnections idle;

    public HttpClient(Endpoint endpoint, Limits limits) {
        this.endpoint = endpoint;
        this.limits = limits;
        this.connector = new Connector(endpoint);
        this.idle = new IdleConnections(limits);
    }

    /** The whole answer, whatever its status. A truncated one is a failure, never a shorter body. */
    public Response exchange(Request request, Duration deadline) throws NetException {
        Deadline end = Deadline.in(deadline);
        Begun begun = begin(request, NO_UPGRADE, end);
        Framing framing = framing(request, begun);
        if (framing.kind() == Framing.Kind.UNTIL_CLOSE && begun.head().keepsAlive()) {
            throw begun.lease().connection().fail(NetException.Kind.MALFORMED, "the answer has no length", null);
        }
        Body body = new Body(begun.lease(), framing, limits.headBytes(), () -> end);
        return new Response(begun.head().status(), begun.head().headers(), body.whole(limits.bodyBytes()));
    }

    /**
     * The answer with its body still to be read; to be closed. The deadline covers all before the body.
     *
     * @param idleTime longest silence within the body; {@link #NO_IDLE_LIMIT} for none
     */
    public StreamedResponse open(Request request, Duration deadline, Duration idleTime) throws NetException {
        Begun begun = begin(request, NO_UPGRADE, Deadline.in(deadline));
        return new StreamedResponse(begun.head(), begun.lease(), framing(request, begun), limits, idleTime);
    }

    /**
     * Asks for another protocol: the stream after a 101, which is to be closed, or any other answer whole.
     *
     * @param protocol for example {@code tcp} or {@code websocket}
     * @param idleTime longest time for one read or write on the stream; {@link #NO_IDLE_LIMIT} for none
     */
    public UpgradeAnswer upgrade(Request request, String protocol, Duration deadline, Duration idleTime)
            throws NetException {
        Deadline end = Deadline.in(deadline);
        Begun begun = begin(request, protocol, end);
        Head head = begun.head();
        if (head.status() != SWITCHING) {
            Body body = new Body(begun.lease(), framing(request, begun), limits.headBytes(), () -> end);
            return new Response(head.status(), head.headers(), body.whole(limits.bodyBytes()));
        }
        Connection connection = begun.lease().connection();
        if (!head.headers().names("Upgrade", protocol)) {
            throw connection.fail(NetException.Kind.MALFORMED, "switched to a protocol not asked for", null);
        }
        return new UpgradedStream(connection, head.headers(), idleTime);
    }

    /** Closes the connections that are not in use; those in use are closed when they are given back. */
    @Override
    public void close() {
        idle.close();
    }

    @Override
    public String toString() {
        return endpoint.toString();
    }

    private record Begun(Lease lease, Head head) {}

    private Begun begin(Request request, String upgrade, Deadline end) throws NetException {
        @Nullable Connection used = request.repeatable() && upgrade.isEmpty() ? idle.take() : null;
        if (used != null) {
            try {
                return send(used, request, NO_UPGRADE, end);
            } catch (NetException e) {
                boolean stale = e.kind() == NetException.Kind.UNKNOWN || e.kind() == NetException.Kind.NOT_CONNECTED;
                if (!stale || used.answered()) {
                    throw e;
                }
            }
        }
        return send(connector.connect(end), request, upgrade, end);
    }

    private Begun send(Connection connection, Request request, String upgrade, Deadline end) throws NetException {
        connection.begin();
        new RequestWriter(connection, end).write(request, endpoint, upgrade);
        Head head = Head.read(connection, limits, end);
        if (head.status() == SWITCHING && upgrade.isEmpty()) {
            throw connection.fail(NetException.Kind.MALFORMED, "switched protocols without being asked", null);
        }
        Lease lease = new Lease(connection, idle);
        lease.reusable(head.keepsAlive());
        return new Begun(lease, head);
    }

    private static Framing framing(Request request, Begun begun) throws NetException {
        return Framing.of(begun.lease().connection(), request.method(), begun.head());
    }
}
