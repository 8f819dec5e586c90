package io.fairlead.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** One kept-alive connection that costs as little as can be, so that the server is measured and not its client. */
final class Line implements AutoCloseable {
    private static final int ANSWER_BYTES = 1 << 20;
    private static final String END = "\r\n\r\n";
    private static final String LENGTH = "content-length: ";
    private static final String CHUNKED = "transfer-encoding: chunked";
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";
    /** Within JSON on one line, as the engine writes it, this is nothing else. */
    private static final Pattern CHUNK_SIZE = Pattern.compile("\r\n[0-9a-f]+\r\n");

    private static final int STATUS_AT = 9;

    private final SocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(ANSWER_BYTES);

    Line(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    /** The request as it travels. */
    static byte[] request(String method, String target, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + target + " HTTP/1.1\r\nHost: bench\r\n"
                + (bytes.length == 0
                        ? ""
                        : "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n")
                + "\r\n";
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Sends it and reads the whole answer.
     *
     * @return head and body
     * @throws IOException also where the status is none of 200 to 299
     */
    String exchange(byte[] request) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(request);
        while (out.hasRemaining()) {
            channel.write(out);
        }
        buffer.clear();
        String answer = "";
        while (!isWhole(answer)) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("closed in the middle of an answer");
            }
            answer = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
        }
        if (answer.charAt(STATUS_AT) != '2') {
            throw new IOException("refused: " + answer);
        }
        return isChunked(head(answer)) ? CHUNK_SIZE.matcher(answer).replaceAll("") : answer;
    }

    private static boolean isWhole(String answer) throws IOException {
        int headEnd = answer.indexOf(END);
        if (headEnd < 0) {
            return false;
        }
        String head = head(answer);
        if (isChunked(head)) {
            return answer.endsWith(LAST_CHUNK);
        }
        return answer.length() >= headEnd + END.length() + length(head);
    }

    private static String head(String answer) {
        return answer.substring(0, answer.indexOf(END) + 2).toLowerCase(Locale.ROOT);
    }

    private static boolean isChunked(String head) {
        return head.contains(CHUNKED);
    }

    private static int length(String head) throws IOException {
        int at = head.indexOf(LENGTH);
        if (at < 0) {
            if (head.startsWith("http/1.1 204")) {
                return 0;
            }
            throw new IOException("an answer without a length: " + head);
        }
        int from = at + LENGTH.length();
        return Integer.parseInt(head.substring(from, head.indexOf('\r', from)));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
