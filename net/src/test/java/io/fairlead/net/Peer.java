package io.fairlead.net;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that does on each connection what its script says, well or ill; the connection is closed when it returns. */
final class Peer implements AutoCloseable {
    /** The kinds of socket that everything is tried on. */
    enum Socket {
        UNIX,
        TCP
    }

    /** What happens on one connection. */
    interface Script {
        void talk(Session session) throws IOException;
    }

    private final ServerSocketChannel listening;
    private final Endpoint endpoint;
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<SocketChannel> open = new CopyOnWriteArrayList<>();

    private Peer(ServerSocketChannel listening, Endpoint endpoint, Script script) {
        this.listening = listening;
        this.endpoint = endpoint;
        Thread.ofVirtual().start(() -> accept(script));
    }

    static Peer on(Socket socket, Script script) {
        try {
            return switch (socket) {
                case UNIX -> {
                    Path path = Files.createTempDirectory("net").resolve("s");
                    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                    server.bind(UnixDomainSocketAddress.of(path));
                    yield new Peer(server, new Endpoint.UnixSocket(path), script);
                }
                case TCP -> {
                    ServerSocketChannel server = ServerSocketChannel.open();
                    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                    int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
                    yield new Peer(server, new Endpoint.Tcp("127.0.0.1", port), script);
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that reads each request of a connection and says the same answer to all. */
    static Peer saying(Socket socket, String answer) {
        return on(socket, session -> {
            while (session.hears()) {
                session.say(answer);
            }
        });
    }

    /** One that reads a request, says this much, and hangs up. */
    static Peer sayingOnly(Socket socket, String answer) {
        return on(socket, session -> {
            session.hears();
            session.say(answer);
        });
    }

    private void accept(Script script) {
        try {
            while (true) {
                SocketChannel channel = listening.accept();
                accepted.incrementAndGet();
                open.add(channel);
                Thread.ofVirtual().start(() -> talk(script, channel));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void talk(Script script, SocketChannel channel) {
        try (channel) {
            script.talk(new Session(channel));
        } catch (IOException e) {
            // The client has hung up, or the test is over.
        }
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** Connections so far. */
    int accepted() {
        return accepted.get();
    }

    /** Requests heard so far: the first line of each and its body, with a space between. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (SocketChannel channel : open) {
                channel.close();
            }
            if (endpoint instanceof Endpoint.UnixSocket unix) {
                Files.deleteIfExists(unix.path());
                Files.deleteIfExists(unix.path().getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One connection, seen from the server. */
    final class Session {
        private final SocketChannel channel;
        private final InputStream in;
        private final OutputStream out;
        private List<String> head = List.of();

        Session(SocketChannel channel) {
            this.channel = channel;
            this.in = Channels.newInputStream(channel);
            this.out = Channels.newOutputStream(channel);
        }

        InputStream in() {
            return in;
        }

        /** The lines of the request heard last. */
        List<String> head() {
            return head;
        }

        void say(String latin1) throws IOException {
            say(latin1.getBytes(StandardCharsets.ISO_8859_1));
        }

        void say(byte[] bytes) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        void endOutput() throws IOException {
            channel.shutdownOutput();
        }

        /** Says nothing until the other side hangs up. */
        void hang() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }

        /** Reads one request with its body; false when there is none. */
        boolean hears() throws IOException {
            List<String> lines = new ArrayList<>();
            for (String line = line(); line == null || !line.isEmpty(); line = line()) {
                if (line == null) {
                    return false;
                }
                lines.add(line);
            }
            head = List.copyOf(lines);
            requests.add(lines.getFirst() + " " + new String(body(), StandardCharsets.ISO_8859_1));
            return true;
        }

        private byte[] body() throws IOException {
            for (String line : head) {
                if (line.startsWith("Content-Length: ")) {
                    return exactly(Integer.parseInt(line.substring(16)));
                }
                if (line.equals("Transfer-Encoding: chunked")) {
                    ByteArrayOutputStream all = new ByteArrayOutputStream();
                    byte[] chunk = chunk();
                    for (; chunk.length > 0; chunk = chunk()) {
                        all.write(chunk);
                    }
                    return all.toByteArray();
                }
            }
            return new byte[0];
        }

        private byte[] chunk() throws IOException {
            byte[] chunk = exactly(Integer.parseInt(String.valueOf(line()), 16));
            line();
            return chunk;
        }

        private byte[] exactly(int count) throws IOException {
            byte[] bytes = in.readNBytes(count);
            if (bytes.length < count) {
                throw new EOFException();
            }
            return bytes;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    return null;
                }
                if (b != '\r') {
                    line.append((char) b);
                }
            }
            return line.toString();
        }
    }
}
