package io.fairlead.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Opens connections to one endpoint. Whatever fails here, nothing has been sent. */
final class Connector {
    private static final long FIRST_PAUSE_NANOS = 1_000_000;
    private static final long LONGEST_PAUSE_NANOS = 50_000_000;

    private final Endpoint endpoint;

    Connector(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    Connection connect(Deadline deadline) throws NetException {
        check(deadline);
        try {
            return endpoint instanceof Endpoint.UnixSocket unix
                    ? unix(UnixDomainSocketAddress.of(unix.path()), deadline)
                    : tcp((Endpoint.Tcp) endpoint, deadline);
        } catch (NetException e) {
            throw e;
        } catch (IOException e) {
            String reason = e instanceof UnknownHostException ? "unknown host" : String.valueOf(e.getMessage());
            throw new NetException(
                    NetException.Kind.NOT_CONNECTED, false, "cannot connect to " + endpoint + ": " + reason, e);
        }
    }

    /**
     * A full queue of a listening Unix socket is reported at once instead of being waited for, unlike over TCP; then
     * this tries again until the deadline.
     */
    private Connection unix(UnixDomainSocketAddress address, Deadline deadline) throws IOException {
        long pause = FIRST_PAUSE_NANOS;
        while (true) {
            try {
                return Connection.to(address, deadline);
            } catch (NetException e) {
                throw e;
            } catch (IOException e) {
                if (!String.valueOf(e.getMessage()).contains("temporarily unavailable")) {
                    throw e;
                }
            }
            LockSupport.parkNanos(Math.min(pause, Math.max(1, deadline.nanosLeft())));
            check(deadline);
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
    }

    private Connection tcp(Endpoint.Tcp tcp, Deadline deadline) throws IOException {
        InetAddress[] addresses = resolve(tcp.host(), deadline);
        for (int i = 0; ; i++) {
            try {
                Deadline part = deadline.share(addresses.length - i);
                return Connection.to(new InetSocketAddress(addresses[i], tcp.port()), part);
            } catch (IOException e) {
                boolean cancelled = e instanceof NetException n && n.kind() == NetException.Kind.CANCELLED;
                if (cancelled || i == addresses.length - 1) {
                    throw e;
                }
            }
        }
    }

    /** Resolving a name has no deadline of its own, so names that are not literals are resolved beside. */
    private InetAddress[] resolve(String host, Deadline deadline) throws IOException {
        InetAddress literal = literal(host);
        if (literal != null) {
            return new InetAddress[] {literal};
        }
        FutureTask<InetAddress[]> lookup = new FutureTask<>(() -> InetAddress.getAllByName(host));
        Thread.ofVirtual().name("resolve " + host).start(lookup);
        try {
            return lookup.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new NetException(NetException.Kind.DEADLINE, false, "the time was up while resolving " + host, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NetException(NetException.Kind.CANCELLED, false, "interrupted while resolving " + host, e);
        }
    }

    private static @Nullable InetAddress literal(String host) {
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void check(Deadline deadline) throws NetException {
        if (Thread.currentThread().isInterrupted()) {
            throw new NetException(
                    NetException.Kind.CANCELLED, false, "interrupted while connecting to " + endpoint, null);
        }
        if (deadline.over()) {
            throw new NetException(
                    NetException.Kind.DEADLINE, false, "the time was up while connecting to " + endpoint, null);
        }
    }
}
