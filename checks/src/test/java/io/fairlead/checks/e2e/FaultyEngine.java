package io.fairlead.checks.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The machine's engine behind a socket of its own, which answers some requests with 500 and loses the answers to others.
 * One request to a connection, so that each can be judged.
 */
final class FaultyEngine implements AutoCloseable {
    private static final Path ENGINE = Path.of("/var/run/docker.sock");
    private static final byte[] BROKEN = ("HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/json\r\n"
                    + "Connection: close\r\nContent-Length: 22\r\n\r\n{\"message\":\"it broke\"}")
            .getBytes(StandardCharsets.ISO_8859_1);

    private final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final List<SocketChannel> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final List<String> losing = new CopyOnWriteArrayList<>();
    private volatile String failing = "";

    FaultyEngine(Path socket) throws IOException {
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofPlatform().daemon().name("faulty engine").start(this::receive);
    }

    /** From now on requests whose first line contains this fail; none when it is empty. */
    void fail(String fragment) {
        failing = fragment;
    }

    /** The next request whose first line contains this is carried out, and nothing of the answer comes back. */
    void loseAnswer(String fragment) {
        losing.add(fragment);
    }

    /** Whether every answer that was to be lost has been. */
    boolean hasLostAll() {
        return losing.isEmpty();
    }

    /** How many requests have failed so far. */
    int refused() {
        return refused.get();
    }

    private void receive() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                open.add(client);
                Thread.ofPlatform().daemon().name("faulty engine").start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client;
                SocketChannel engine = SocketChannel.open(UnixDomainSocketAddress.of(ENGINE))) {
            InputStream in = Channels.newInputStream(client);
            String head = head(in);
            OutputStream back = Channels.newOutputStream(client);
            String line = head.lines().findFirst().orElse("");
            if (!failing.isEmpty() && line.contains(failing)) {
                refused.incrementAndGet();
                back.write(BROKEN);
                return;
            }
            OutputStream out = Channels.newOutputStream(engine);
            out.write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.write(in.readNBytes(length(head)));
            boolean loses = losing.stream()
                    .filter(line::contains)
                    .findFirst()
                    .map(losing::remove)
                    .orElse(false);
            Channels.newInputStream(engine).transferTo(loses ? OutputStream.nullOutputStream() : back);
        } catch (IOException gone) {
            // One of the two has gone.
        } finally {
            open.remove(client);
        }
    }

    /** Without the empty line at its end. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            String text = head.toString(StandardCharsets.ISO_8859_1);
            if (b == '\n' && text.endsWith("\r\n\r\n")) {
                return text.substring(0, text.length() - 2);
            }
        }
        throw new IOException("hung up");
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel client : open) {
            client.close();
        }
    }
}
