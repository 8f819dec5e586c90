package io.fairlead.server.http;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.Topology;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.share.Shares;
import io.fairlead.core.upkeep.UpkeepRecord;
import io.fairlead.core.volume.Volume;
import io.fairlead.core.volume.VolumeTable;
import io.fairlead.engines.fake.FakeMachine;
import io.fairlead.engines.fake.FakeStreams;
import io.fairlead.net.Endpoint;
import io.fairlead.net.HttpClient;
import io.fairlead.net.Limits;
import io.fairlead.net.NetException;
import io.fairlead.net.Request;
import io.fairlead.net.Response;
import io.fairlead.server.auth.Caller;
import io.fairlead.server.secrets.SecretFile;
import io.fairlead.server.secrets.UserSecrets;
import io.fairlead.server.terminal.Terminals;
import io.fairlead.server.terminal.Touches;
import io.fairlead.server.whatif.Records;
import io.fairlead.server.whatif.WhatIf;
import io.fairlead.wire.api.ProblemView;
import io.fairlead.wire.api.Route;
import io.fairlead.wire.api.VolumeList.VolumeWish;
import io.fairlead.wire.client.ApiClient;
import io.fairlead.wire.json.RecordJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** A listener on a socket of its own before a fake house; whoever connects next is whom the test says. */
final class OpenDoor implements AutoCloseable {
    static final Caller OWNER = new Caller(1001, Caller.Rank.USER);
    static final Caller OTHER = new Caller(1002, Caller.Rank.USER);
    static final Caller ADMIN = new Caller(1003, Caller.Rank.ADMIN);
    static final Caller HOST = new Caller(0, Caller.Rank.HOST);
    static final byte[] SCHEMA = "{\"$id\":\"schema\"}".getBytes(StandardCharsets.UTF_8);
    private static final Duration LONG = Duration.ofSeconds(20);

    final FakeHouse house = new FakeHouse();
    final FakeImageDesk images = new FakeImageDesk();
    final FakeMachine machine = FakeMachine.inMemory(InstantSource.system());
    final Terminals terminals = new Terminals(
            Map.of(new ClusterId(0), new FakeStreams(machine)), "run", new Touches(InstantSource.system()));
    final Path folder;
    final HttpListener listener;
    final UserSecrets secrets;
    private final Path kept;
    volatile Caller caller = OWNER;

    OpenDoor() throws IOException {
        this(HttpListener.Bounds.DEFAULT);
    }

    OpenDoor(HttpListener.Bounds bounds) throws IOException {
        folder = Files.createTempDirectory("door");
        kept = Files.createTempDirectory("kept");
        secrets = new UserSecrets(SecretFile.in(kept, new SecureRandom()), InstantSource.system());
        listener = new HttpListener(
                folder.resolve("s"),
                parts(_ -> caller),
                new HttpListener.About("0.1.0", "1nstance0", SCHEMA),
                bounds,
                new Random(1));
        listener.start();
    }

    HttpListener.Parts parts(Identities identities) {
        return new HttpListener.Parts(
                house,
                house,
                identities,
                new HttpListener.Rooms(
                        secrets,
                        images,
                        terminals,
                        new ShippedVolumes(),
                        new WhatIf(new OnePast(), LimitTable.SHIPPED, Shares.DEFAULT, InstantSource.system()),
                        _ -> Optional.empty(),
                        InstantSource.system()));
    }

    /** A job of the owner's that ran an hour ago. */
    private record OnePast() implements Records {
        @Override
        public List<Past> ran(Instant since, Instant now, int most) {
            Instant then = now.minusSeconds(3600);
            Job job = Job.admitted(
                    new JobId("aaaa000001"), SampleJobs.submission(OWNER.uid(), "past"), false, true, then);
            return List.of(new Past(job, then, Duration.ofMinutes(1), Optional.empty()));
        }

        @Override
        public List<Use> used(Instant from, Instant to, Duration step) {
            return List.of();
        }

        @Override
        public List<UpkeepRecord> upkeep() {
            return List.of();
        }
    }

    /** The path of a route with what it cannot do without. */
    static String sample(Route route, String job) {
        String path = route.path().replace("{job}", job);
        return switch (route) {
            case IMAGE, IMAGE_DELETE -> path + "?name=mine";
            case IMAGE_TAG -> path + "?name=mine&to=mine:x";
            default -> path;
        };
    }

    Endpoint endpoint() {
        return new Endpoint.UnixSocket(listener.socket());
    }

    ApiClient client() {
        return new ApiClient(endpoint(), "0.1.0", new Random(2), _ -> LockSupport.parkNanos(20_000_000));
    }

    Response ask(Caller as, Request request) throws NetException {
        caller = as;
        var limits = new Limits(64 << 10, 200, 16 << 20, 0, Duration.ZERO);
        try (HttpClient http = new HttpClient(endpoint(), limits)) {
            return http.exchange(request, LONG);
        }
    }

    Response get(Caller as, String target) throws NetException {
        return ask(as, Request.of("GET", target));
    }

    static ProblemView problem(Response response) throws IOException {
        return RecordJson.read(response.body(), ProblemView.class);
    }

    SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(listener.socket()));
        return channel;
    }

    /** Sends bytes as they are, and reads all that comes back until the peer closes. */
    String raw(byte[] sent) throws IOException {
        try (SocketChannel channel = connect()) {
            return raw(channel, sent);
        }
    }

    String raw(String sent) throws IOException {
        return raw(sent.getBytes(StandardCharsets.ISO_8859_1));
    }

    static String raw(SocketChannel channel, byte[] sent) throws IOException {
        try {
            ByteBuffer out = ByteBuffer.wrap(sent);
            while (out.hasRemaining()) {
                channel.write(out);
            }
        } catch (IOException e) {
            // the peer may have answered and closed before it took everything
        }
        var got = new ByteArrayOutputStream();
        ByteBuffer in = ByteBuffer.allocate(8192);
        try {
            while (channel.read(in.clear()) >= 0) {
                got.write(in.array(), 0, in.position());
            }
        } catch (IOException e) {
            // reset: what came before counts
        }
        return got.toString(StandardCharsets.ISO_8859_1);
    }

    /** Two that are shipped; whatever is wished is admitted, and forgotten. */
    private static final class ShippedVolumes implements Volumes {
        @Override
        public Topology topology() {
            return Topology.LOCAL;
        }

        @Override
        public VolumeTable table() {
            return VolumeTable.shipped(List.of("local"), true, "/srv/fairlead");
        }

        @Override
        public String origin(Volume volume) {
            return "shipped";
        }

        @Override
        public Volume create(VolumeWish wish) {
            return table().volumes().getFirst();
        }

        @Override
        public Volume delete(String name) {
            return table().volumes().getFirst();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        Files.delete(folder);
        Files.deleteIfExists(kept.resolve(SecretFile.FILE));
        Files.deleteIfExists(kept.resolve(SecretFile.KEY_FILE));
        Files.delete(kept);
    }
}
