package io.fairlead.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Puts one request on a connection. No pattern switches: the CLI's first call would pay for each. */
final class RequestWriter {
    private static final int CHUNK_BYTES = 32 << 10;
    /** A body up to this size travels in one write with the headers. */
    private static final int JOINED_BYTES = 16 << 10;

    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Connection to;
    private final Deadline deadline;

    RequestWriter(Connection to, Deadline deadline) {
        this.to = to;
        this.deadline = deadline;
    }

    /**
     * A peer that hangs up while this goes on is noticed when its answer is read: it may have sent one before.
     *
     * @param upgrade the protocol asked for; empty: none
     */
    void write(Request request, Endpoint endpoint, String upgrade) throws NetException {
        byte[] head = head(request, endpoint, upgrade);
        Request.Body body = request.content();
        if (body instanceof Request.Body.Whole whole) {
            whole(head, whole.bytes());
        } else if (to.write(ByteBuffer.wrap(head), deadline) && body instanceof Request.Body.Chunked chunked) {
            chunks(chunked.source());
        }
    }

    private static byte[] head(Request request, Endpoint endpoint, String upgrade) {
        StringBuilder head = new StringBuilder(256);
        head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(endpoint.authority()).append("\r\n");
        for (Headers.Field field : request.headers().fields()) {
            append(head, field);
        }
        if (!upgrade.isEmpty()) {
            head.append("Connection: Upgrade\r\nUpgrade: ").append(upgrade).append("\r\n");
        }
        Request.Body body = request.content();
        if (body instanceof Request.Body.Whole whole) {
            append(head, whole.type());
            head.append("Content-Length: ").append(whole.bytes().length).append("\r\n");
        } else if (body instanceof Request.Body.Chunked chunked) {
            append(head, chunked.type());
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (needsLength(request.method())) {
            head.append("Content-Length: 0\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void append(StringBuilder head, Headers.Field field) {
        head.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }

    private static boolean needsLength(String method) {
        return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    }

    private void whole(byte[] head, byte[] body) throws NetException {
        if (body.length > JOINED_BYTES) {
            if (to.write(ByteBuffer.wrap(head), deadline)) {
                to.write(ByteBuffer.wrap(body), deadline);
            }
            return;
        }
        ByteBuffer both = ByteBuffer.allocate(head.length + body.length);
        to.write(both.put(head).put(body).flip(), deadline);
    }

    private void chunks(InputStream source) throws NetException {
        byte[] part = new byte[CHUNK_BYTES];
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES + 16);
        boolean open = true;
        while (open) {
            int count = next(source, part);
            if (count < 0) {
                to.write(ByteBuffer.wrap(LAST_CHUNK), deadline);
                return;
            }
            chunk.clear().put(Connection.ascii(Integer.toHexString(count))).put(LINE_END);
            open = to.write(chunk.put(part, 0, count).put(LINE_END).flip(), deadline);
        }
    }

    private int next(InputStream source, byte[] part) throws NetException {
        try {
            int count = 0;
            while (count == 0) {
                count = source.read(part);
            }
            return count;
        } catch (IOException e) {
            throw to.fail(NetException.Kind.UNKNOWN, "the body of the request could not be read to its end", e);
        }
    }
}
