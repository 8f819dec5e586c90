package io.fairlead.cli;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.show.Tty;
import io.fairlead.net.WebSocket;
import io.fairlead.wire.api.Api;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.JobList;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.api.SubmitResponse;
import io.fairlead.wire.client.ApiClient;
import io.fairlead.wire.json.JsonText;
import io.fairlead.wire.json.RecordJson;
import io.fairlead.wire.terminal.Message;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Goes through what commands usually do, against answers of its own. The launcher runs it once after a build, so that the
 * JDK's cache of loaded and linked classes holds what later starts need.
 */
final class Rehearsal {
    private static final String ID = "0000000000";
    private static final int REQUEST_BYTES = 8192;
    private static final String KEY = "Sec-WebSocket-Key: ";

    /** A day at which all that the JDK knows of calendars is asked for. */
    private static final Instant WHEN = Instant.parse("2024-02-29T23:59:59.999Z");

    private Rehearsal() {}

    static void run(Machine machine, String version) throws IOException {
        Path folder = Files.createTempDirectory("fairlead");
        Path socket = folder.resolve("s");
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(socket));
            Thread.ofPlatform().daemon().start(() -> answer(listening));
            lines(machine, version, socket);
        } finally {
            Files.deleteIfExists(socket);
            Files.delete(folder);
        }
    }

    private static void lines(Machine machine, String version, Path socket) {
        List<List<String>> lines = List.of(
                List.of("jobs"),
                List.of("jobs", "-o", "json"),
                List.of("submit", "-"),
                List.of("run", "--detach", "image", "--", "true"),
                List.of("cancel", ID),
                List.of("session", "open", ID),
                List.of("exec", "-T", ID, "--", "true"),
                List.of("translate", "docker run -it --gpus 1 -e A=`hostname` -v /a:/b:ro image"),
                List.of("translate", "runai", "submit", "name", "-i", "image", "--", "true"),
                List.of("help"));
        var _ = Main.socket(System.getenv());
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        for (List<String> words : lines) {
            InputStream in = new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8));
            Shell shell = new Shell(in, nowhere, nowhere, new Tty(true, true, true, 100), System.getenv(), machine);
            ApiClient server = Main.server(socket, machine, version);
            int code = new Cli(new Session(shell, server, version, socket), "fairlead").run(words);
            if (code == ExitCode.UNREACHABLE) {
                throw new IllegalStateException("the rehearsal of " + words + " was not answered");
            }
        }
    }

    private static void answer(ServerSocketChannel listening) {
        while (true) {
            try (SocketChannel one = listening.accept()) {
                InputStream in = Channels.newInputStream(one);
                byte[] request = new byte[REQUEST_BYTES];
                int count = in.read(request);
                String text = new String(request, 0, Math.max(0, count), StandardCharsets.UTF_8);
                if (text.contains(KEY)) {
                    converse(one, text);
                    continue;
                }
                byte[] body = RecordJson.write(answer(text));
                String head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: " + Api.JSON
                        + "\r\nContent-Length: " + body.length + "\r\n\r\n";
                OutputStream out = Channels.newOutputStream(one);
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                out.write(body);
            } catch (IOException e) {
                return;
            }
        }
    }

    private static Record answer(String request) {
        if (request.startsWith("GET /v1/jobs?")) {
            return jobs();
        }
        return request.startsWith("GET /v1/jobs/") ? job() : submitted();
    }

    /** A terminal that shows a little and ends. */
    private static void converse(SocketChannel with, String request) throws IOException {
        int key = request.indexOf(KEY) + KEY.length();
        String accept = WebSocket.accept(request.substring(key, request.indexOf('\r', key)));
        OutputStream out = Channels.newOutputStream(with);
        out.write(("HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + accept + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        try (WebSocket socket = WebSocket.server(Channels.newInputStream(with), out, with)) {
            var _ = socket.receive();
            socket.send(new Message.Started().encoded());
            socket.send(new Message.Output(new byte[] {'$', ' '}).encoded());
            socket.send(new Message.Ended(0).encoded());
            socket.close(WebSocket.NORMAL, "");
        }
    }

    private static JobDetail job() {
        return new JobDetail(
                jobs().jobs().getFirst(),
                Optional.empty(),
                Map.of(),
                new JobDetail.RunsAs(0, "nobody", 0, List.of(), 0),
                new JobDetail.Image("image", "digest", "MANIFEST", "linux", 0),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                new JsonText("{}"));
    }

    private static SubmitResponse submitted() {
        return new SubmitResponse(ID, "rehearsal", "QUEUED", List.of(), false);
    }

    private static JobList jobs() {
        JobSummary.Request request =
                new JobSummary.Request(new BigDecimal("0.125"), BigDecimal.ZERO, 123L << 30, Optional.empty());
        JobSummary job = new JobSummary(
                ID,
                "rehearsal",
                "RUNNING",
                WHEN,
                WHEN,
                new JobSummary.Owner(0, "nobody"),
                "none",
                request,
                "image",
                "fairlead",
                Optional.of(1),
                Optional.empty(),
                1,
                List.of("node"),
                List.of(),
                Optional.of(WHEN),
                Optional.empty(),
                Optional.of(0),
                false,
                false,
                Optional.of(1L),
                Optional.empty());
        var other = new JobList.AnonymousJob("RUNNING", WHEN, WHEN, request, List.of());
        return new JobList(List.of(job), List.of(other), Optional.empty());
    }
}
