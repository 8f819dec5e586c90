package io.fairlead.net;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Binary messages over two byte streams, framed as RFC 6455 says, for either side. One thread receives; any number may
 * send. Pings are answered, fragments joined; text, extensions and whatever else was not agreed on end it.
 */
public final class WebSocket implements AutoCloseable {
    /** Largest message in bytes, either way. */
    public static final int MESSAGE_MAX_BYTES = 1 << 20;

    /** The only version there is. */
    public static final String VERSION = "13";

    public static final int NORMAL = 1000;
    public static final int GOING_AWAY = 1001;

    private static final int PROTOCOL_ERROR = 1002;
    private static final int ONLY_BINARY = 1003;
    private static final int TOO_LARGE = 1009;
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final int CONTINUATION = 0;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private static final int LAST = 0x80;
    private static final int RESERVED = 0x70;
    private static final int MASKED = 0x80;
    private static final int SHORT_MAX = 125;
    private static final int IN_TWO_BYTES = 126;
    private static final int IN_EIGHT_BYTES = 127;
    private static final int TWO_BYTES_MAX = 0xffff;
    private static final int HEAD_MAX = 14;
    private static final int REASON_MAX_CHARS = 100;

    private final InputStream in;
    private final OutputStream out;
    private final Closeable whole;
    private final @Nullable RandomGenerator masks;
    private final Object sending = new Object();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private boolean begun;
    private boolean closeSent;
    private Optional<Closed> closed = Optional.empty();

    /** How the peer ended it. */
    public record Closed(int code, String reason) {}

    private WebSocket(InputStream in, OutputStream out, Closeable whole, @Nullable RandomGenerator masks) {
        this.in = in;
        this.out = out;
        this.whole = whole;
        this.masks = masks;
    }

    /** The side that asked for it, whose frames are masked. */
    public static WebSocket client(UpgradedStream stream, RandomGenerator masks) {
        return new WebSocket(stream.input(), stream.output(), stream::close, masks);
    }

    /** The side that was asked. */
    public static WebSocket server(InputStream in, OutputStream out, Closeable whole) {
        return new WebSocket(in, out, whole, null);
    }

    /** What the answer to a request with this key must carry in {@code Sec-WebSocket-Accept}. */
    public static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    /**
     * The next message; empty once the peer has ended the conversation, in order.
     *
     * @throws EOFException where the peer is gone without a word
     */
    public Optional<byte[]> receive() throws IOException {
        while (closed.isEmpty()) {
            int first = in.read();
            int second = in.read();
            if (second < 0) {
                throw new EOFException("the peer hung up");
            }
            int opcode = first & 0xf;
            byte[] content = content(second, opcode);
            if ((first & RESERVED) != 0) {
                throw refused(PROTOCOL_ERROR, "an extension that was not agreed on");
            }
            boolean last = (first & LAST) != 0;
            if (opcode >= CLOSE) {
                control(opcode, last, content);
            } else if (joined(opcode, last, content)) {
                byte[] all = message.toByteArray();
                message.reset();
                return Optional.of(all);
            }
        }
        return Optional.empty();
    }

    private byte[] content(int second, int opcode) throws IOException {
        boolean masked = (second & MASKED) != 0;
        long size = second & ~MASKED;
        if (masked == (masks != null)) {
            throw refused(PROTOCOL_ERROR, masked ? "a masked frame" : "a frame without a mask");
        }
        if (opcode >= CLOSE && size > SHORT_MAX) {
            throw refused(PROTOCOL_ERROR, "a control frame that is too long");
        }
        if (size == IN_TWO_BYTES) {
            size = exactly(2).getShort() & TWO_BYTES_MAX;
        } else if (size == IN_EIGHT_BYTES) {
            size = exactly(8).getLong();
        }
        if (size < 0 || size + message.size() > MESSAGE_MAX_BYTES) {
            throw refused(TOO_LARGE, "a message of more than " + MESSAGE_MAX_BYTES + " bytes");
        }
        byte[] mask = masked ? exactly(4).array() : new byte[4];
        byte[] content = exactly((int) size).array();
        if (masked) {
            apply(mask, content, 0, content.length);
        }
        return content;
    }

    private ByteBuffer exactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the peer hung up within a frame");
        }
        return ByteBuffer.wrap(bytes);
    }

    private static void apply(byte[] mask, byte[] to, int from, int length) {
        for (int i = 0; i < length; i++) {
            to[from + i] ^= mask[i & 3];
        }
    }

    /** Whether the message is whole now. */
    private boolean joined(int opcode, boolean last, byte[] content) throws IOException {
        if (opcode != BINARY && opcode != CONTINUATION) {
            throw refused(ONLY_BINARY, "only binary messages are taken");
        }
        if (begun != (opcode == CONTINUATION)) {
            throw refused(PROTOCOL_ERROR, "a fragment out of order");
        }
        begun = !last;
        message.writeBytes(content);
        return last;
    }

    private void control(int opcode, boolean last, byte[] content) throws IOException {
        if (!last) {
            throw refused(PROTOCOL_ERROR, "a fragment of a control frame");
        }
        switch (opcode) {
            case PING -> frame(PONG, content, 0, content.length);
            case PONG -> {
                // Nobody waits for it.
            }
            case CLOSE -> {
                ByteBuffer body = ByteBuffer.wrap(content);
                int code = body.remaining() >= 2 ? body.getShort() & TWO_BYTES_MAX : NORMAL;
                closed = Optional.of(
                        new Closed(code, StandardCharsets.UTF_8.decode(body).toString()));
                answerClose();
            }
            default -> throw refused(PROTOCOL_ERROR, "an unknown kind of frame");
        }
    }

    /** A peer that has hung up after its goodbye has ended it in order all the same. */
    private void answerClose() {
        try {
            close(NORMAL, "");
        } catch (IOException _) {
            // It waits for no answer.
        }
    }

    /** How the peer ended it; empty while it has not. For the thread that receives. */
    public Optional<Closed> closed() {
        return closed;
    }

    private IOException refused(int code, String what) {
        try {
            close(code, what);
        } catch (IOException _) {
            // The peer learns nothing more; the conversation is over anyway.
        }
        return new IOException("the peer sent " + what);
    }

    /** Sends a message whole. */
    public void send(byte[] bytes) throws IOException {
        frame(BINARY, bytes, 0, bytes.length);
    }

    /** Asks the peer for a sign of life. */
    public void ping() throws IOException {
        frame(PING, new byte[0], 0, 0);
    }

    private void frame(int opcode, byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(HEAD_MAX + length);
        frame.put((byte) (LAST | opcode));
        int mark = masks == null ? 0 : MASKED;
        if (length <= SHORT_MAX) {
            frame.put((byte) (mark | length));
        } else if (length <= TWO_BYTES_MAX) {
            frame.put((byte) (mark | IN_TWO_BYTES)).putShort((short) length);
        } else {
            frame.put((byte) (mark | IN_EIGHT_BYTES)).putLong(length);
        }
        synchronized (sending) {
            if (closeSent) {
                throw new IOException("the conversation is over");
            }
            closeSent = opcode == CLOSE;
            byte[] mask = new byte[4];
            if (masks != null) {
                ByteBuffer.wrap(mask).putInt(masks.nextInt());
                frame.put(mask);
            }
            int start = frame.position();
            frame.put(bytes, offset, length);
            apply(mask, frame.array(), start, length);
            out.write(frame.array(), 0, frame.position());
            out.flush();
        }
    }

    /** Says that nothing more will be sent, and why; what the peer has sent can still be received. Again does nothing. */
    public void close(int code, String reason) throws IOException {
        synchronized (sending) {
            if (!closeSent) {
                String shown = reason.length() > REASON_MAX_CHARS ? reason.substring(0, REASON_MAX_CHARS) : reason;
                byte[] text = shown.replaceAll("[^ -~]", "?").getBytes(StandardCharsets.US_ASCII);
                byte[] body = ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array();
                frame(CLOSE, body, 0, body.length);
            }
        }
    }

    /** Hangs up, without a word. From any thread: a receive that waits fails. */
    @Override
    public void close() throws IOException {
        whole.close();
    }
}
