package io.fairlead.server.http;

import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.runrecord.Surroundings;
import io.fairlead.server.build.ImageDesk;
import io.fairlead.server.control.Desk;
import io.fairlead.server.http.exchange.Quota;
import io.fairlead.server.http.exchange.Streams;
import io.fairlead.server.secrets.UserSecrets;
import io.fairlead.server.terminal.Terminals;
import io.fairlead.server.whatif.WhatIf;
import io.fairlead.wire.api.Route;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;

/** Listens on a Unix-domain socket and serves the API there, each request on a virtual thread of its own. */
public final class HttpListener implements AutoCloseable {
    /** Platform threads: one that accepts, one that selects, and what their work needs at most. */
    private static final int THREADS_MOST = 16;

    private static final int THREADS_LEAST = 2;
    private static final int HEADER_BYTES = 16 << 10;

    private final SocketFile file;
    private final Server server;
    private final UnixDomainServerConnector connector;
    private final Streams streams;

    /**
     * What the server says of itself.
     *
     * @param instance names this installation for ever
     * @param schema the JSON schema of job definitions
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record About(String version, String instance, byte[] schema) {}

    /**
     * What clients may take at most.
     *
     * @param connections in all
     * @param connectionsPerUser for each uid
     * @param streamsPerUser followed logs, event streams and terminals for each uid
     * @param quietSeconds between two requests of a connection, and for the headers of one
     * @param stalledSeconds that a read or a write may make no progress at all
     */
    public record Bounds(
            int connections, int connectionsPerUser, int streamsPerUser, int quietSeconds, int stalledSeconds) {
        public static final Bounds DEFAULT = new Bounds(4096, 256, 64, 15, 30);
    }

    /** @param random for the ids of requests */
    public HttpListener(Path socket, Parts parts, About about, Bounds bounds, RandomGenerator random) {
        this.file = new SocketFile(socket);
        this.streams = new Streams(new Quota(bounds.streamsPerUser()));
        this.server = new Server(threads(), scheduler(), null);
        Supplier<String> ids = () -> HexFormat.of().toHexDigits(random.nextLong());
        Connections connections = new Connections(
                parts.identities(), new Quota(bounds.connectionsPerUser()), bounds, server.getScheduler());
        this.connector = new UnixDomainServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
        connector.setUnixDomainPath(file.path());
        connector.setIdleTimeout(bounds.stalledSeconds() * 1000L);
        connector.addBean(connections);
        server.addConnector(connector);
        server.setErrorHandler(new BrokenMessages(ids));
        server.setHandler(new Door(router(parts, about), connections, new Versions(about.version()), ids));
    }

    /** The rest of the house, as the door needs it. */
    public record Parts(Desk desk, Archive archive, Identities identities, Rooms rooms) {}

    /**
     * What has routes of its own beside jobs.
     *
     * @param machines as they are now
     */
    public record Rooms(
            UserSecrets secrets,
            ImageDesk images,
            Terminals terminals,
            Volumes volumes,
            WhatIf trials,
            Function<NodeRef, Optional<Surroundings>> machines,
            InstantSource clock) {}

    private static QueuedThreadPool threads() {
        QueuedThreadPool pool = new QueuedThreadPool(THREADS_MOST, THREADS_LEAST);
        pool.setName("http");
        pool.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        return pool;
    }

    private static Scheduler scheduler() {
        return new ScheduledExecutorScheduler("http-timer", true);
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(true);
        configuration.setRequestHeaderSize(HEADER_BYTES);
        configuration.setOutputAggregationSize(HEADER_BYTES);
        // The path is taken apart as it came and decoded part by part: a job's name may have a slash or a percent sign.
        configuration.setUriCompliance(UriCompliance.DEFAULT.with(
                "names",
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER,
                UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS));
        return configuration;
    }

    private Router router(Parts parts, About about) {
        SubmitRoutes submits = new SubmitRoutes(parts.desk());
        JobRoutes jobs = new JobRoutes(parts.desk(), parts.archive());
        LogRoutes logs = new LogRoutes(parts.desk(), parts.archive(), streams);
        EventRoutes events = new EventRoutes(parts.desk(), parts.archive(), streams);
        TerminalRoutes terminals =
                new TerminalRoutes(parts.desk(), parts.archive(), parts.rooms().terminals(), streams);
        ServerRoutes house = new ServerRoutes(parts.desk(), about, openApi());
        Map<Route, Router.Action> actions = new EnumMap<>(Route.class);
        actions.put(Route.SUBMIT, submits::submit);
        actions.put(Route.CHECK, submits::check);
        actions.put(Route.NOOP, submits::noop);
        actions.put(Route.JOBS, jobs::list);
        actions.put(Route.JOB, jobs::show);
        actions.put(Route.REMOVE, jobs::remove);
        actions.put(Route.CANCEL, jobs::cancel);
        actions.put(Route.RETIRE, jobs::retire);
        actions.put(Route.HALT, jobs::halt);
        actions.put(Route.HOLD, jobs::hold);
        actions.put(Route.RELEASE, jobs::release);
        actions.put(Route.WHY, jobs::why);
        actions.put(Route.DEFINITION, jobs::definition);
        actions.put(Route.SOURCE, jobs::source);
        actions.put(Route.EVENTS, events::events);
        actions.put(Route.LOGS, logs::logs);
        actions.put(Route.EXEC, terminals::exec);
        actions.put(Route.ATTACH, terminals::attach);
        rooms(parts, actions);
        actions.put(Route.WHAT_IF, new WhatIfRoutes(parts.rooms().trials(), parts.desk(), streams)::whatIf);
        actions.put(Route.QUEUE, jobs::queue);
        machines(parts.desk(), actions);
        actions.put(Route.LIMITS, house::limits);
        actions.put(Route.STATUS, house::status);
        actions.put(Route.VERSION, house::version);
        actions.put(Route.SCHEMA, house::schema);
        actions.put(Route.OPENAPI, house::openApi);
        actions.put(Route.SHUTDOWN, house::shutdown);
        return new Router(actions);
    }

    private static void machines(Desk desk, Map<Route, Router.Action> actions) {
        NodeRoutes nodes = new NodeRoutes(desk);
        actions.put(Route.NODES, nodes::list);
        actions.put(Route.NODE_DRAIN, nodes::drain);
        actions.put(Route.NODE_RESUME, nodes::resume);
        ReservationRoutes reservations = new ReservationRoutes(desk);
        actions.put(Route.RESERVATIONS, reservations::list);
        actions.put(Route.RESERVATION_CREATE, reservations::create);
        actions.put(Route.RESERVATION_DELETE, reservations::delete);
    }

    /** Of what has routes of its own beside jobs. */
    private static void rooms(Parts parts, Map<Route, Router.Action> actions) {
        SecretRoutes secrets = new SecretRoutes(parts.rooms().secrets(), parts.archive());
        actions.put(Route.SECRETS, secrets::list);
        actions.put(Route.SECRET_SET, secrets::set);
        actions.put(Route.SECRET_DELETE, secrets::delete);
        ImageRoutes images = new ImageRoutes(parts.rooms().images());
        actions.put(Route.IMAGES, images::list);
        actions.put(Route.IMAGE_MAKE, images::make);
        actions.put(Route.IMAGE_CONTEXT, images::context);
        actions.put(Route.IMAGE_PRUNE, images::prune);
        actions.put(Route.IMAGE, images::show);
        actions.put(Route.IMAGE_DELETE, images::delete);
        actions.put(Route.IMAGE_TAG, images::tag);
        RecordRoutes records = new RecordRoutes(
                parts.desk(),
                parts.archive(),
                parts.rooms().machines(),
                parts.rooms().clock());
        actions.put(Route.RECORD, records::record);
        actions.put(Route.RERUN, records::rerun);
        actions.put(Route.STATS_STAGES, records::stages);
        RescueRoutes left = new RescueRoutes(parts.archive());
        actions.put(Route.LEFT, left::list);
        actions.put(Route.LEFT_FILE, left::file);
        VolumeRoutes volumes = new VolumeRoutes(parts.rooms().volumes(), parts.archive());
        actions.put(Route.VOLUMES, volumes::list);
        actions.put(Route.VOLUME_CREATE, volumes::create);
        actions.put(Route.VOLUME_DELETE, volumes::delete);
    }

    private static byte[] openApi() {
        try (InputStream in = HttpListener.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("the OpenAPI document is not in the build");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the OpenAPI document cannot be read", e);
        }
    }

    /**
     * Listens from here on.
     *
     * @throws io.fairlead.core.problem.ProblemException where another server answers at this socket, or it cannot be one
     */
    public void start() throws IOException {
        file.clear();
        try {
            server.start();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("cannot listen at " + file.path(), e);
        }
        file.openToAll();
    }

    public Path socket() {
        return file.path();
    }

    /** Ends streams and requests, and takes the socket away. */
    @Override
    public void close() throws IOException {
        streams.stop();
        try {
            server.stop();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("cannot stop listening at " + file.path(), e);
        }
        file.remove();
    }
}
