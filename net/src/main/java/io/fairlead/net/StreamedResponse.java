package io.fairlead.net;

import java.io.InputStream;
import java.time.Duration;

/** An answer whose body is read while it arrives. */
public final class StreamedResponse implements AutoCloseable {
    private final int status;
    private final Headers headers;
    private final Limits limits;
    private final Body body;
    private volatile Duration idle;

    StreamedResponse(Head head, Lease lease, Framing framing, Limits limits, Duration idle) {
        this.status = head.status();
        this.headers = head.headers();
        this.limits = limits;
        this.idle = idle;
        this.body = new Body(lease, framing, limits.headBytes(), () -> Deadline.in(this.idle));
    }

    /** 200 to 599. */
    public int status() {
        return status;
    }

    public Headers headers() {
        return headers;
    }

    /**
     * The body, for one reading thread. A read returns at least one byte within the idle time or fails as DEADLINE; a
     * body cut short fails as UNKNOWN where its framing allows that to be seen.
     */
    public InputStream body() {
        return body;
    }

    /** The rest of the body in memory, within the client's limit; each read of it has the idle time. */
    public byte[] readAll() throws NetException {
        return body.whole(limits.bodyBytes());
    }

    /** The longest silence that the next reads accept; {@link HttpClient#NO_IDLE_LIMIT} for none. */
    public void idle(Duration most) {
        idle = most;
    }

    /** From any thread: a read that waits fails as CANCELLED. The connection is kept only if the body was read whole. */
    @Override
    public void close() {
        body.close();
    }
}
