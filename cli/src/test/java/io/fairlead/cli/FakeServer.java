package io.fairlead.cli;

import io.fairlead.wire.api.Api;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.ProblemView;
import io.fairlead.wire.api.Route;
import io.fairlead.wire.json.RecordJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URLDecoder;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers on a Unix socket what a test says; can go away, in the middle of an answer too, and come back. */
final class FakeServer implements AutoCloseable {
    private final Path socket;
    private final Map<Route, Answer> answers = new EnumMap<>(Route.class);
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private ServerSocketChannel listening;

    /** What a route answers. */
    interface Answer {
        void to(Asked asked, Reply reply) throws IOException;
    }

    record Asked(Route route, String job, Map<String, String> query, Map<String, String> headers, String body) {}

    FakeServer(Path socket) {
        this.socket = socket;
        start();
    }

    FakeServer on(Route route, Answer answer) {
        answers.put(route, answer);
        return this;
    }

    FakeServer on(Route route, Record answer) {
        return on(route, (_, reply) -> reply.json(200, answer));
    }

    /** All requests so far to this route. */
    List<Asked> asked(Route route) {
        return asked.stream().filter(it -> it.route() == route).toList();
    }

    void start() {
        try {
            Files.deleteIfExists(socket);
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(socket));
            listening = channel;
            Thread.ofVirtual().start(() -> accept(channel));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything breaks off; nobody listens. */
    void stop() {
        try {
            listening.close();
            Files.deleteIfExists(socket);
            for (SocketChannel channel : open) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void accept(ServerSocketChannel channel) {
        while (true) {
            try {
                SocketChannel one = channel.accept();
                open.add(one);
                Thread.ofVirtual().start(() -> serve(one));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(SocketChannel channel) {
        try (channel;
                InputStream in = Channels.newInputStream(channel);
                OutputStream out = Channels.newOutputStream(channel)) {
            Asked request = read(in);
            asked.add(request);
            Answer answer = answers.get(request.route());
            Reply reply = new Reply(out);
            if (answer == null) {
                reply.problem(404, problem("E-NO-ROUTE", "this test answers no " + request.route()));
            } else {
                answer.to(request, reply);
            }
        } catch (IOException | UncheckedIOException e) {
            // the other side, or this test, closed it
        } finally {
            open.remove(channel);
        }
    }

    private static Asked read(InputStream in) throws IOException {
        String[] first = line(in).split(" ");
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] parts = line.split(": *", 2);
            headers.put(parts[0], parts[1]);
        }
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        String[] target = first[1].split("\\?", 2);
        Map<String, String> query = new TreeMap<>();
        for (String pair : (target.length == 1 ? "" : target[1]).split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                query.put(decoded(parts[0]), decoded(parts[1]));
            }
        }
        return asked(first[0], target[0], query, headers, body);
    }

    private static Asked asked(
            String method, String path, Map<String, String> query, Map<String, String> headers, String body) {
        for (Route route : Route.values()) {
            String pattern = route.path().replaceAll("\\{[a-z]+}", "([^/]*)");
            if (route.method().equals(method) && path.matches(pattern)) {
                String job = pattern.equals(route.path()) ? "" : path.replaceFirst(pattern, "$1");
                return new Asked(route, decoded(job), query, headers, body);
            }
        }
        throw new UncheckedIOException(new IOException("no route for " + method + " " + path));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("ended within the headers");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    static Finding problem(String code, String message) {
        return new Finding(
                code,
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                message,
                "do something else",
                Map.of());
    }

    /** One answer. */
    static final class Reply {
        private final OutputStream out;

        private Reply(OutputStream out) {
            this.out = out;
        }

        void json(int status, Record value) throws IOException {
            whole(status, Api.JSON, RecordJson.write(value));
        }

        void problem(int status, Finding... problems) throws IOException {
            ProblemView view = new ProblemView(
                    "/problems#" + problems[0].code(), "No", status, problems[0].message(), "req-1", List.of(problems));
            whole(status, Api.PROBLEM, RecordJson.write(view));
        }

        void whole(int status, String type, byte[] body) throws IOException {
            head(status, "Content-Type: " + type + "\r\nContent-Length: " + body.length);
            out.write(body);
        }

        /** The head of an answer in chunks. */
        Reply begin(String... headers) throws IOException {
            head(200, String.join("\r\n", headers) + "\r\nTransfer-Encoding: chunked");
            return this;
        }

        Reply chunk(String text) throws IOException {
            return chunk(text.getBytes(StandardCharsets.UTF_8));
        }

        Reply chunk(byte[] bytes) throws IOException {
            out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            return this;
        }

        /** Without it the answer is cut short. */
        void end() throws IOException {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }

        void nothing() throws IOException {
            head(204, "X: y");
        }

        private void head(int status, String headers) throws IOException {
            out.write(("HTTP/1.1 " + status + " X\r\nConnection: close\r\n" + headers + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}
