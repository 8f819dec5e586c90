package io.fairlead.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;

/**
 * Bytes both ways after a 101. One thread may read while another writes; any thread may close, upon which both fail as
 * CANCELLED. Each single read or write has the idle time.
 */
public final class UpgradedStream implements UpgradeAnswer, AutoCloseable {
    private final Connection connection;
    private final Headers headers;
    private final InputStream input = new Input();
    private final OutputStream output = new Output();
    private volatile Duration idle;

    UpgradedStream(Connection connection, Headers headers, Duration idle) {
        this.connection = connection;
        this.headers = headers;
        this.idle = idle;
    }

    /** The headers of the 101. */
    public Headers headers() {
        return headers;
    }

    /** What the peer sends, until it ends its side. Closing it does nothing: close the whole. */
    public InputStream input() {
        return input;
    }

    /**
     * What the peer is sent, unbuffered. Closing it ends our side only. A write to a peer that has gone fails as UNKNOWN
     * and leaves what it sent before to be read.
     */
    public OutputStream output() {
        return output;
    }

    /** The longest that the next single reads and writes may take; {@link HttpClient#NO_IDLE_LIMIT} for no limit. */
    public void idle(Duration most) {
        idle = most;
    }

    /** Tells the peer that no more will come, as closing {@link #output()} does. Harmless when done twice. */
    public void closeOutput() throws NetException {
        try {
            connection.shutdownOutput();
        } catch (IOException e) {
            throw new NetException(NetException.Kind.UNKNOWN, true, "the peer had hung up already", e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    private final class Input extends InputStream {
        @Override
        public int read() throws NetException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws NetException {
            Objects.checkFromIndexSize(offset, length, target.length);
            return length == 0 ? 0 : connection.read(target, offset, length, Deadline.in(idle));
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int b) throws NetException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws NetException {
            if (!connection.write(ByteBuffer.wrap(source, offset, length), Deadline.in(idle))) {
                throw new NetException(NetException.Kind.UNKNOWN, true, "the peer takes no more", null);
            }
        }

        @Override
        public void close() throws NetException {
            closeOutput();
        }
    }
}
