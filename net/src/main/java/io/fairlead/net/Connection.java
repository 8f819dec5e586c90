package io.fairlead.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One socket whose every operation has a deadline. At most one thread reads and one writes at a time; any thread may
 * close. Whatever fails here leaves the connection closed, {@link #write} to a peer that has hung up excepted.
 */
final class Connection {
    private static final int BUFFER_BYTES = 16 << 10;
    /** The JDK keeps a direct buffer as large as the largest single read or write, so these are kept small. */
    private static final int SLICE_BYTES = 64 << 10;

    private static final int END = -1;

    private final SocketChannel channel;
    private final Readiness readable;
    private final Readiness writable;
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private volatile boolean closed;
    private volatile boolean sent;
    private boolean answered;
    private boolean hungUp;
    private long idleSince;

    private Connection(SocketChannel channel) {
        this.channel = channel;
        this.readable = new Readiness(channel, SelectionKey.OP_READ);
        this.writable = new Readiness(channel, SelectionKey.OP_WRITE);
    }

    /** Connects, or throws the channel's own exception, or a NetException at the deadline. */
    static Connection to(SocketAddress address, Deadline deadline) throws IOException {
        boolean unix = address instanceof UnixDomainSocketAddress;
        SocketChannel channel = unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
        Connection connection = new Connection(channel);
        boolean connected = false;
        try {
            channel.configureBlocking(false);
            if (!unix) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            }
            if (!channel.connect(address)) {
                connection.finishConnecting(deadline);
            }
            connected = true;
            return connection;
        } finally {
            if (!connected) {
                connection.close();
            }
        }
    }

    private void finishConnecting(Deadline deadline) throws IOException {
        Readiness connectable = new Readiness(channel, SelectionKey.OP_CONNECT);
        try {
            while (!channel.finishConnect()) {
                check(deadline, "connecting");
                connectable.await(deadline);
            }
        } finally {
            connectable.close();
        }
    }

    /** Forgets the exchange before; what happens from here on belongs to the next. */
    void begin() {
        sent = false;
        answered = false;
    }

    /** Whether a byte of the answer has been seen since {@link #begin()}. */
    boolean answered() {
        return answered;
    }

    /** Whether the peer stopped taking bytes before it had all. */
    boolean hungUp() {
        return hungUp;
    }

    void restSince(long nanoTime) {
        idleSince = nanoTime;
    }

    long idleSince() {
        return idleSince;
    }

    /** Whether an idle connection is still of use: open on the other side and with nothing said out of turn. */
    boolean quiet() {
        try {
            return !closed && !in.hasRemaining() && channel.read(in.duplicate().clear()) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Writes all bytes; false when the peer has hung up after a part of the request was sent, in which case an answer
     * may still be there to be read.
     */
    boolean write(ByteBuffer bytes, Deadline deadline) throws NetException {
        try {
            while (bytes.hasRemaining()) {
                check(deadline, "sending the request");
                ByteBuffer slice = bytes.slice(bytes.position(), Math.min(bytes.remaining(), SLICE_BYTES));
                int count = channel.write(slice);
                if (count > 0) {
                    sent = true;
                    bytes.position(bytes.position() + count);
                } else {
                    writable.await(deadline);
                }
            }
            return true;
        } catch (NetException e) {
            throw e;
        } catch (IOException e) {
            if (closed) {
                throw fail(NetException.Kind.CANCELLED, "the connection was closed while sending", e);
            }
            if (!sent) {
                throw fail(NetException.Kind.NOT_CONNECTED, "the peer hung up before anything was sent", e);
            }
            hungUp = true;
            return false;
        }
    }

    /** Reads at least one byte; -1 when the peer has ended its side. */
    int read(byte[] target, int offset, int length, Deadline deadline) throws NetException {
        if (!in.hasRemaining()) {
            if (length >= BUFFER_BYTES) {
                return fill(ByteBuffer.wrap(target, offset, Math.min(length, SLICE_BYTES)), deadline);
            }
            if (!refill(deadline)) {
                return END;
            }
        }
        int count = Math.min(length, in.remaining());
        in.get(target, offset, count);
        return count;
    }

    /**
     * Reads a line that ends in CR LF and returns it without them, as ISO 8859-1.
     *
     * @param most bytes that the line may have, its end included
     */
    String line(int most, Deadline deadline) throws NetException {
        StringBuilder line = new StringBuilder(64);
        while (in.hasRemaining() || refill(deadline)) {
            byte b = in.get();
            if (b == '\n') {
                int last = line.length() - 1;
                if (last < 0 || line.charAt(last) != '\r') {
                    throw fail(
                            NetException.Kind.MALFORMED, "a line of the answer ends without a carriage return", null);
                }
                line.setLength(last);
                return line.toString();
            }
            if (line.length() + 1 >= most) {
                throw fail(
                        NetException.Kind.TOO_LARGE, "a line or the head of the answer is longer than allowed", null);
            }
            line.append((char) (b & 0xff));
        }
        throw fail(NetException.Kind.UNKNOWN, "the peer hung up before its answer was complete", null);
    }

    private boolean refill(Deadline deadline) throws NetException {
        in.clear();
        int count = END;
        try {
            count = fill(in, deadline);
        } finally {
            in.flip();
        }
        return count != END;
    }

    private int fill(ByteBuffer target, Deadline deadline) throws NetException {
        try {
            while (true) {
                check(deadline, "waiting for the answer");
                int count = channel.read(target);
                if (count != 0) {
                    answered |= count > 0;
                    return count;
                }
                readable.await(deadline);
            }
        } catch (NetException e) {
            throw e;
        } catch (IOException e) {
            throw fail(NetException.Kind.UNKNOWN, "the connection broke before the answer was complete", e);
        }
    }

    /** Ends our side of the conversation; the peer's goes on. */
    void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    private void check(Deadline deadline, String doing) throws NetException {
        if (Thread.currentThread().isInterrupted()) {
            throw fail(NetException.Kind.CANCELLED, "interrupted while " + doing, null);
        }
        if (closed) {
            throw fail(NetException.Kind.CANCELLED, "the connection was closed while " + doing, null);
        }
        if (deadline.over()) {
            throw fail(NetException.Kind.DEADLINE, "the time was up while " + doing, null);
        }
    }

    /** Closes the connection and makes the exception to throw; what happens on a closed connection is CANCELLED. */
    NetException fail(NetException.Kind kind, String message, @Nullable Throwable cause) {
        NetException.Kind told = closed ? NetException.Kind.CANCELLED : kind;
        close();
        return new NetException(told, sent, message, cause);
    }

    /** Closes both directions and wakes the threads that wait; harmless when done twice. */
    void close() {
        closed = true;
        quietly(channel);
        quietly(readable);
        quietly(writable);
    }

    private static void quietly(Closeable resource) {
        try {
            resource.close();
        } catch (IOException _) {
            // Nothing is lost: nobody reads or writes a closed connection.
        }
    }

    static ByteBuffer ascii(CharSequence text) {
        return ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
