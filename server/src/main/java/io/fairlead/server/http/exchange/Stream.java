package io.fairlead.server.http.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * A body that is sent piece by piece by the thread that has it; a reader that is slow or stalled holds up nobody else.
 * Sent in chunks, so that a body that was broken off is never taken for a whole one. A reader that takes nothing for
 * the connection's idle time is cut off, and comes back with its offset.
 */
public final class Stream {
    private static final int PROBE_BYTES = 64;

    private final Request request;
    private final Response response;
    private final Callback callback;

    public Stream(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        response.getHeaders().put(HttpHeader.TRANSFER_ENCODING, HttpHeaderValue.CHUNKED);
        request.addIdleTimeoutListener(_ -> false);
    }

    /** Sends the headers now, before there is anything to say. */
    public void begin() throws IOException {
        Content.Sink.write(response, false, BufferUtil.EMPTY_BUFFER);
    }

    /** Blocks until it is taken. */
    public void write(ByteBuffer bytes) throws IOException {
        Content.Sink.write(response, false, bytes);
    }

    /** The body is whole. */
    public void end() {
        response.write(true, BufferUtil.EMPTY_BUFFER, callback);
    }

    /** Whether the reader hung up. Looking takes what it may have sent, which nobody would read any more. */
    public boolean deserted() {
        EndPoint peer = request.getConnectionMetaData().getConnection().getEndPoint();
        try {
            return !peer.isOpen() || peer.fill(BufferUtil.allocate(PROBE_BYTES)) < 0;
        } catch (IOException e) {
            return true;
        }
    }
}
