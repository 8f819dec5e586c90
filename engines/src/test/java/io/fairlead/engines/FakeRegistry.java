package io.fairlead.engines;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A registry on the loopback with one small image, and with the ways in which registries fail. */
public final class FakeRegistry implements AutoCloseable {
    public static final String USER = "alice";
    public static final String PASSWORD = "hunter2-secret";

    /** How it behaves towards the next requests. */
    public enum Mode {
        GOOD,
        /** Sends whoever has no token to a place where a password gives one. */
        TOKEN,
        UNAUTHORIZED,
        TOO_MANY,
        BROKEN,
        /** The layer's bytes are not those that its digest names. */
        CORRUPT,
        /** The layer begins and never ends. */
        STALLED
    }

    private static final String TYPE = "application/vnd.docker.distribution.manifest.v2+json";
    private static final String LIST_TYPE = "application/vnd.docker.distribution.manifest.list.v2+json";

    private static final int TLS_HANDSHAKE = 0x16;

    private final HttpServer server;
    private final ServerSocket front;
    private final byte[] layer;
    private final byte[] config;
    private final byte[] manifest;
    private final byte[] list;
    private final byte[] foreign;

    /** Method, path and whether credentials came along. */
    public final List<String> requests = new CopyOnWriteArrayList<>();

    public volatile Mode mode = Mode.GOOD;

    public FakeRegistry() {
        layer = Tars.of(Tars.file("hello.txt", "0".repeat(200_000).getBytes(StandardCharsets.US_ASCII)));
        config = config("amd64");
        manifest = manifest(config, layer);
        foreign = manifest(config("arm64"), layer);
        list = ("{\"schemaVersion\":2,\"mediaType\":\"" + LIST_TYPE + "\",\"manifests\":[" + entry(foreign, "arm64")
                        + "," + entry(manifest, "amd64") + "]}")
                .getBytes(StandardCharsets.UTF_8);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
        try {
            front = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::receive);
    }

    /** Engines try TLS first: it is hung up on at once, since the server behind would wait for a request for ever. */
    private void receive() {
        while (!front.isClosed()) {
            try {
                Socket client = front.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try (client;
                Socket behind = new Socket(
                        server.getAddress().getAddress(), server.getAddress().getPort())) {
            int first = client.getInputStream().read();
            if (first < 0 || first == TLS_HANDSHAKE) {
                return;
            }
            behind.getOutputStream().write(first);
            Thread back = Thread.ofVirtual().start(() -> pipe(behind, client));
            pipe(client, behind);
            back.join();
        } catch (IOException e) {
            // The client has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pipe(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One of the two has gone.
        }
    }

    /** {@code 127.0.0.1:PORT}. */
    public String host() {
        return "127.0.0.1:" + front.getLocalPort();
    }

    public String digest() {
        return sha256(manifest);
    }

    public String listDigest() {
        return sha256(list);
    }

    public long layerBytes() {
        return layer.length;
    }

    private static byte[] config(String architecture) {
        return ("{\"architecture\":\"" + architecture
                        + "\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"/hello\"]},\"created\":\"2026-01-01T00:00:00Z\","
                        + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                        + sha256(Tars.of(
                                Tars.file("hello.txt", "0".repeat(200_000).getBytes(StandardCharsets.US_ASCII))))
                        + "\"]},"
                        + "\"history\":[{\"created\":\"2026-01-01T00:00:00Z\"}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] manifest(byte[] config, byte[] layer) {
        return ("{\"schemaVersion\":2,\"mediaType\":\"" + TYPE + "\",\"config\":{\"mediaType\":"
                        + "\"application/vnd.docker.container.image.v1+json\",\"size\":" + config.length
                        + ",\"digest\":\"" + sha256(config) + "\"},\"layers\":[{\"mediaType\":"
                        + "\"application/vnd.docker.image.rootfs.diff.tar\",\"size\":" + layer.length
                        + ",\"digest\":\"" + sha256(layer) + "\"}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String entry(byte[] manifest, String architecture) {
        return "{\"mediaType\":\"" + TYPE + "\",\"size\":" + manifest.length + ",\"digest\":\"" + sha256(manifest)
                + "\",\"platform\":{\"os\":\"linux\",\"architecture\":\"" + architecture + "\"}}";
    }

    public static String sha256(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            requests.add(exchange.getRequestMethod() + " " + path + (authorization == null ? "" : " with credentials"));
            if (path.equals("/token")) {
                token(exchange, authorization);
            } else if (mode == Mode.UNAUTHORIZED) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"here\"");
                error(exchange, 401, "UNAUTHORIZED");
            } else if (mode == Mode.TOKEN && !"Bearer good".equals(authorization)) {
                exchange.getResponseHeaders()
                        .set(
                                "WWW-Authenticate",
                                "Bearer realm=\"http://" + host()
                                        + "/token\",service=\"fake\",scope=\"repository:hello:pull\"");
                error(exchange, 401, "UNAUTHORIZED");
            } else if (mode == Mode.TOO_MANY) {
                error(exchange, 429, "TOOMANYREQUESTS");
            } else if (mode == Mode.BROKEN) {
                error(exchange, 500, "UNKNOWN");
            } else {
                content(exchange, path);
            }
        }
    }

    private static void token(HttpExchange exchange, String authorization) throws IOException {
        String wanted =
                "Basic " + Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        if (wanted.equals(authorization)) {
            send(exchange, "application/json", "{\"token\":\"good\"}".getBytes(StandardCharsets.UTF_8));
        } else {
            error(exchange, 401, "UNAUTHORIZED");
        }
    }

    private void content(HttpExchange exchange, String path) throws IOException {
        switch (path) {
            case "/v2/" -> send(exchange, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
            case "/v2/hello/manifests/1" -> send(exchange, TYPE, manifest);
            case "/v2/hello/manifests/many" -> send(exchange, LIST_TYPE, list);
            case "/v2/hello/manifests/arm" -> send(exchange, TYPE, foreign);
            case "/v2/hello/tags/list" ->
                send(
                        exchange,
                        "application/json",
                        "{\"name\":\"hello\",\"tags\":[\"1\",\"many\",\"arm\",\"1.0-slim\",\"latest\"]}"
                                .getBytes(StandardCharsets.UTF_8));
            default -> {
                for (byte[] blob : List.of(manifest, list, foreign, config, config("arm64"), layer)) {
                    if (path.endsWith("/" + sha256(blob))) {
                        blob(exchange, path, blob);
                        return;
                    }
                }
                error(exchange, 404, path.contains("/manifests/") ? "MANIFEST_UNKNOWN" : "NAME_UNKNOWN");
            }
        }
    }

    private void blob(HttpExchange exchange, String path, byte[] bytes) throws IOException {
        if (path.contains("/manifests/")) {
            send(exchange, bytes == list ? LIST_TYPE : TYPE, bytes);
        } else if (bytes == layer && mode == Mode.CORRUPT) {
            byte[] other = Arrays.copyOf(layer, layer.length);
            other[600] ^= 1;
            send(exchange, "application/octet-stream", other);
        } else if (bytes == layer && mode == Mode.STALLED) {
            exchange.sendResponseHeaders(200, layer.length);
            exchange.getResponseBody().write(layer, 0, 1000);
            exchange.getResponseBody().flush();
            synchronized (this) {
                while (mode == Mode.STALLED) {
                    try {
                        wait(1_000);
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            }
        } else {
            send(exchange, "application/octet-stream", bytes);
        }
    }

    private static void send(HttpExchange exchange, String type, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Docker-Content-Digest", sha256(bytes));
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        exchange.sendResponseHeaders(200, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        byte[] body = ("{\"errors\":[{\"code\":\"" + code + "\",\"message\":\""
                        + code.toLowerCase(java.util.Locale.ROOT) + "\"}]}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, exchange.getRequestMethod().equals("HEAD") ? -1 : body.length);
        if (!exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        mode = Mode.GOOD;
        server.stop(0);
        try {
            front.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes archives by hand, so that hostile ones can be made too. */
    public static final class Tars {
        private Tars() {}

        public static byte[] of(byte[]... parts) {
            var archive = new ByteArrayOutputStream();
            for (byte[] part : parts) {
                archive.writeBytes(part);
            }
            archive.writeBytes(new byte[1024]);
            return archive.toByteArray();
        }

        public static byte[] file(String name, byte[] content) {
            return entry(name, '0', 0644, "", content);
        }

        public static byte[] entry(String name, char type, int mode, String link, byte[] content) {
            byte[] header = new byte[512];
            put(header, 0, name);
            put(header, 100, String.format("%07o", mode));
            put(header, 108, String.format("%07o", 1000));
            put(header, 116, String.format("%07o", 1000));
            put(header, 124, String.format("%011o", content.length));
            put(header, 136, "00000000000");
            header[156] = (byte) type;
            put(header, 157, link);
            put(header, 257, "ustar\00000");
            return sealed(header, content);
        }

        /** Header with its checksum, and the content filled up to whole blocks. */
        public static byte[] sealed(byte[] header, byte[] content) {
            Arrays.fill(header, 148, 156, (byte) ' ');
            int sum = 0;
            for (byte b : header) {
                sum += b & 0xff;
            }
            put(header, 148, String.format("%06o\0 ", sum));
            byte[] entry = Arrays.copyOf(header, 512 + (content.length + 511) / 512 * 512);
            System.arraycopy(content, 0, entry, 512, content.length);
            return entry;
        }

        private static void put(byte[] header, int at, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(bytes, 0, header, at, bytes.length);
        }
    }
}
