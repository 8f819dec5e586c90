package io.fairlead.server.http.exchange;

import io.fairlead.net.WebSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.FutureCallback;

/** A connection after its upgrade, as streams that block. A terminal may be silent for ever, so there is no idle time. */
final class SocketConnection extends AbstractConnection implements Connection.UpgradeTo {
    private static final int BUFFER_BYTES = 16 << 10;

    private final Handshake.Conversation conversation;
    private final ByteBuffer received = BufferUtil.allocate(BUFFER_BYTES);

    SocketConnection(EndPoint peer, Executor executor, Handshake.Conversation conversation) {
        super(peer, executor);
        this.conversation = conversation;
    }

    @Override
    public void onUpgradeTo(ByteBuffer buffer) {
        BufferUtil.append(received, buffer);
    }

    @Override
    public void onOpen() {
        super.onOpen();
        getEndPoint().setIdleTimeout(0);
        Thread.ofVirtual().name("terminal").start(() -> {
            WebSocket socket = WebSocket.server(new Input(), new Output(), this);
            try {
                conversation.with(socket);
            } finally {
                close();
            }
        });
    }

    @Override
    public void onFillable() {
        // Reading is the business of the thread that waits for it.
    }

    private static void await(FutureCallback callback) throws IOException {
        try {
            callback.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted");
            interrupted.initCause(e);
            throw interrupted;
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IOException("the connection broke", e);
        }
    }

    private final class Input extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, to.length);
            while (length > 0 && !received.hasRemaining()) {
                int count = getEndPoint().fill(received);
                if (count < 0) {
                    return -1;
                }
                if (count == 0) {
                    FutureCallback fillable = new FutureCallback();
                    getEndPoint().fillInterested(fillable);
                    await(fillable);
                }
            }
            int count = Math.min(length, received.remaining());
            received.get(to, offset, count);
            return count;
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            FutureCallback written = new FutureCallback();
            getEndPoint().write(written, ByteBuffer.wrap(from, offset, length));
            await(written);
        }
    }
}
