package io.fairlead.server.auth;

import io.fairlead.core.problem.ProblemException;
import io.fairlead.server.linux.OwnThreads;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Listens, has other users connect, and prints who they are; or looks accounts up and prints them. */
final class PeerMain {
    private final Path folder;

    private PeerMain(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        var main = new PeerMain(Path.of(args[0]));
        switch (args[1]) {
            case "serve" -> main.serve(List.of(args).subList(2, args.length));
            case "own" -> main.own();
            case "foreign" -> main.foreign();
            case "accounts" -> main.accounts();
            default -> throw new IllegalArgumentException(args[1]);
        }
    }

    private void serve(List<String> ids) throws Exception {
        Path probes = Files.createDirectory(folder.resolve("probes"));
        var credentials = new PeerCredentials(probes);
        var printed = new HashSet<String>();
        try (ServerSocketChannel server = listen()) {
            for (int round = 0; round < 2; round++) {
                for (String id : ids) {
                    String line = id + " -> " + answer(server, credentials, id);
                    if (printed.add(line)) {
                        System.out.println(line);
                    }
                }
            }
        }
        try (var left = Files.list(probes)) {
            left.forEach(file -> System.out.println("left " + file));
        }
    }

    private String answer(ServerSocketChannel server, PeerCredentials credentials, String id) throws Exception {
        String[] parts = id.split(":", -1);
        Process client = client(parts[0], parts[1]);
        try (SocketChannel connection = server.accept()) {
            Peer peer = credentials.of(connection);
            return peer.uid() + ":" + peer.gid();
        } catch (ProblemException e) {
            return e.problems().getFirst().code();
        } finally {
            client.waitFor();
        }
    }

    private void own() throws Exception {
        var credentials = new PeerCredentials(folder);
        try (ServerSocketChannel server = listen();
                SocketChannel client = SocketChannel.open(address());
                SocketChannel connection = server.accept()) {
            Peer peer = credentials.of(connection);
            System.out.println("own -> " + peer.uid() + ":" + peer.gid() + (client.isConnected() ? "" : "?"));
        }
    }

    private void foreign() throws Exception {
        try (ServerSocketChannel server = listen();
                SocketChannel connection = server.accept()) {
            System.out.println("foreign -> " + new PeerCredentials(folder).of(connection));
        } catch (ProblemException e) {
            System.out.println("foreign -> " + e.problems().getFirst().message());
        }
    }

    private void accounts() throws Exception {
        var accounts =
                new Accounts(new OwnThreads(4, Duration.ofSeconds(20)), InstantSource.system(), Duration.ofSeconds(10));
        for (int uid : new int[] {61_001, 61_002, 61_003, 61_004, 61_005, 61_008}) {
            Account one = accounts.of(new Peer(uid, 7));
            System.out.println("uid " + uid + ": " + one.name() + " gid " + one.gid() + " groups "
                    + one.groups().stream().sorted().toList() + " home " + one.home()
                    + (one.listed() ? " listed" : " unlisted"));
        }
        for (String name : List.of("carol", "carol2", "61002", "61010", "same")) {
            System.out.println("name " + name + ": "
                    + accounts.named(name)
                            .map(one -> Integer.toString(one.uid()))
                            .orElse("none"));
        }
        keeping();
        for (int gid : new int[] {61_001, 61_999}) {
            System.out.println("group " + gid + ": " + accounts.groupName(gid).orElse("none"));
        }
        for (String name : List.of("vision", "61001", "61100")) {
            System.out.println("group named " + name + ": "
                    + accounts.groupNamed(name).map(String::valueOf).orElse("none"));
        }
    }

    private void keeping() throws Exception {
        var now = new AtomicReference<>(Instant.EPOCH);
        var accounts = new Accounts(new OwnThreads(4, Duration.ofSeconds(20)), now::get, Duration.ofSeconds(10));
        String before = accounts.ofUid(61_020).isPresent() + "";
        String nameBefore = accounts.named("late").isPresent() + "";
        String line = "late:x:61020:61020::/home/late:/bin/sh\n";
        Files.writeString(Path.of("/etc/passwd"), line, StandardOpenOption.APPEND);
        now.set(Instant.EPOCH.plusSeconds(9));
        String kept = accounts.ofUid(61_020).isPresent() + "";
        String nameKept = accounts.named("late").isPresent() + "";
        now.set(Instant.EPOCH.plusSeconds(10));
        System.out.println(
                "kept: " + before + " " + kept + " " + accounts.ofUid(61_020).isPresent());
        System.out.println("name kept: " + nameBefore + " " + nameKept + " "
                + accounts.named("late").isPresent());
    }

    private ServerSocketChannel listen() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        Files.deleteIfExists(folder.resolve("socket"));
        server.bind(address());
        Files.setPosixFilePermissions(folder.resolve("socket"), PosixFilePermissions.fromString("rw-rw-rw-"));
        return server;
    }

    private UnixDomainSocketAddress address() {
        return UnixDomainSocketAddress.of(folder.resolve("socket"));
    }

    /** Not by setpriv, which takes digits for a name first. */
    private Process client(String uid, String gid) throws IOException {
        String script = "use Socket; use POSIX; $) = \"$ARGV[2] $ARGV[2]\"; POSIX::setgid($ARGV[2]) and"
                + " POSIX::setuid($ARGV[1]) or die $!; $> == $ARGV[1] or die; socket(S, AF_UNIX, SOCK_STREAM, 0) or die;"
                + " connect(S, sockaddr_un($ARGV[0])) or die $!; sysread(S, $x, 1)";
        return new ProcessBuilder("perl", "-e", script, folder.resolve("socket").toString(), uid, gid)
                .inheritIO()
                .start();
    }
}
