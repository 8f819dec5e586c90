package io.fairlead.engines;

import io.fairlead.net.Endpoint;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and an engine's socket and does to requests what engines and networks do to them. One request
 * to a connection; what has no rule passes.
 */
public final class FaultProxy implements AutoCloseable {
    /** What is done to a request. */
    public sealed interface Fault {
        /** Delivered after this time. */
        record Delay(long millis) implements Fault {}

        /** Not delivered: answered with this status and the engine's form of a message. */
        record Answer(int status, String message) implements Fault {}

        /** Delivered, and the answer cut after this many bytes, head included. */
        record Truncate(int bytes) implements Fault {}

        /** Delivered and executed, and nothing of the answer comes back. */
        record LostReply() implements Fault {}

        /** Never delivered and never answered. */
        record Hang() implements Fault {}

        /** Hung up before anything was read. */
        record HangUp() implements Fault {}
    }

    private record Rule(String method, String fragment, Fault fault, AtomicInteger left) {}

    private final Path folder;
    private final Path socket;
    private final Path engine;
    private final ServerSocketChannel server;
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<SocketChannel> open = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Method and path of every request that was delivered, in order. */
    public final List<String> delivered = new CopyOnWriteArrayList<>();

    public FaultProxy(Path engine) throws IOException {
        this.engine = engine;
        folder = Files.createTempDirectory("fault-proxy");
        socket = folder.resolve("engine.sock");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(this::receive);
    }

    public Endpoint endpoint() {
        return new Endpoint.UnixSocket(socket);
    }

    /** The next so many requests of this method whose path contains the fragment meet the fault. */
    public FaultProxy then(String method, String fragment, int times, Fault fault) {
        rules.add(new Rule(method, fragment, fault, new AtomicInteger(times)));
        return this;
    }

    public FaultProxy then(String method, String fragment, Fault fault) {
        return then(method, fragment, 1, fault);
    }

    /** From now on everything passes. */
    public void heal() {
        rules.clear();
    }

    private void receive() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client;
                SocketChannel behind = SocketChannel.open(UnixDomainSocketAddress.of(engine))) {
            InputStream in = Channels.newInputStream(client);
            byte[] head = head(in);
            if (head.length == 0) {
                return;
            }
            String text = new String(head, StandardCharsets.ISO_8859_1);
            String line = text.substring(0, text.indexOf('\r'));
            byte[] body = in.readNBytes(length(text));
            act(fault(line), line, closing(text), body, client, behind);
        } catch (IOException e) {
            // One of the two has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private Fault fault(String line) {
        for (Rule rule : rules) {
            if (line.startsWith(rule.method() + " ")
                    && line.contains(rule.fragment())
                    && rule.left().getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                return rule.fault();
            }
        }
        return new Fault.Delay(0);
    }

    private void act(Fault fault, String line, byte[] head, byte[] body, SocketChannel client, SocketChannel behind)
            throws IOException, InterruptedException {
        switch (fault) {
            case Fault.Delay(long millis) -> {
                closed.await(millis, TimeUnit.MILLISECONDS);
                deliver(line, head, body, behind);
                pass(behind, client, Integer.MAX_VALUE);
            }
            case Fault.Answer(int status, String message) -> {
                byte[] json = ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8);
                write(
                        client,
                        ("HTTP/1.1 " + status + " Fault\r\nContent-Type: application/json\r\nConnection: close\r\n"
                                        + "Content-Length: " + json.length + "\r\n\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
                write(client, json);
            }
            case Fault.Truncate(int bytes) -> {
                deliver(line, head, body, behind);
                pass(behind, client, bytes);
            }
            case Fault.LostReply() -> {
                deliver(line, head, body, behind);
                behind.shutdownOutput();
                Channels.newInputStream(behind).transferTo(OutputStream.nullOutputStream());
            }
            case Fault.Hang() -> closed.await();
            case Fault.HangUp() -> {
                // Nothing: closing is what it does.
            }
        }
    }

    private void deliver(String line, byte[] head, byte[] body, SocketChannel behind) throws IOException {
        delivered.add(line.substring(0, line.lastIndexOf(' ')));
        write(behind, head);
        write(behind, body);
    }

    private static void pass(SocketChannel behind, SocketChannel client, int most) throws IOException {
        InputStream in = Channels.newInputStream(behind);
        byte[] part = new byte[8 << 10];
        int left = most;
        for (int count = in.read(part, 0, Math.min(part.length, left));
                count > 0;
                count = left == 0 ? -1 : in.read(part, 0, Math.min(part.length, left))) {
            write(client, java.util.Arrays.copyOf(part, count));
            left -= count;
        }
    }

    private static void write(SocketChannel channel, byte[] bytes) throws IOException {
        Channels.newOutputStream(channel).write(bytes);
    }

    private static byte[] head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        int matched = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            matched = b == (matched % 2 == 0 ? '\r' : '\n') ? matched + 1 : b == '\r' ? 1 : 0;
            if (matched == 4) {
                return head.toByteArray();
            }
        }
        return new byte[0];
    }

    private static int length(String head) {
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        return 0;
    }

    /** The engine is asked to hang up after its answer, so that the answer's end is the connection's. */
    private static byte[] closing(String head) {
        return (head.substring(0, head.length() - 2) + "Connection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        for (SocketChannel client : open) {
            client.close();
        }
        Files.deleteIfExists(socket);
        Files.deleteIfExists(folder);
    }
}
