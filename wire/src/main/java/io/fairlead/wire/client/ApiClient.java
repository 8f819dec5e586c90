package io.fairlead.wire.client;

import io.fairlead.net.Endpoint;
import io.fairlead.net.Request;
import io.fairlead.net.Target;
import io.fairlead.wire.api.ActionResponse;
import io.fairlead.wire.api.Api;
import io.fairlead.wire.api.CheckResponse;
import io.fairlead.wire.api.EventList;
import io.fairlead.wire.api.EventView;
import io.fairlead.wire.api.FilesLeftView.KeptFileList;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.JobList;
import io.fairlead.wire.api.LimitsView;
import io.fairlead.wire.api.NodeList;
import io.fairlead.wire.api.QueueView;
import io.fairlead.wire.api.ReservationList;
import io.fairlead.wire.api.ReservationList.ReservationView;
import io.fairlead.wire.api.ReservationList.ReservationWish;
import io.fairlead.wire.api.Route;
import io.fairlead.wire.api.RunRecordView;
import io.fairlead.wire.api.SecretList;
import io.fairlead.wire.api.ServerStatus;
import io.fairlead.wire.api.StageStats;
import io.fairlead.wire.api.SubmitResponse;
import io.fairlead.wire.api.VolumeList;
import io.fairlead.wire.api.WhatIfView;
import io.fairlead.wire.api.WhatIfWish;
import io.fairlead.wire.api.WhyView;
import io.fairlead.wire.json.RecordJson;
import io.fairlead.wire.terminal.AttachRequest;
import io.fairlead.wire.terminal.ExecRequest;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Calls a server's API. Jobs are named by id, or by four or more characters that one id alone begins with. Every method
 * throws {@link ApiRefusal} where the server says no, {@link ServerUnreachable} where it says nothing; calls that may be
 * repeated are, a few times over some seconds. Any number of threads may use it.
 */
public final class ApiClient implements AutoCloseable {
    private final Line line;
    private final Streaming streaming;
    private final RandomGenerator random;

    /**
     * Connects nowhere yet.
     *
     * @param version of this program, shown to the server
     * @param random for idempotency keys
     * @param pause between tries
     */
    public ApiClient(Endpoint endpoint, String version, RandomGenerator random, Pause pause) {
        this.line = new Line(endpoint, version + "; api=" + Api.REVISION, pause);
        this.streaming = new Streaming(line);
        this.random = random;
    }

    /**
     * Once this returns, the job is on disk. Safe to repeat with the same key: one job comes of it, however many answers
     * were lost on the way.
     */
    public SubmitResponse submit(byte[] definition, SubmitOptions options) throws ApiFailure, InterruptedException {
        String key = options.key().isPresent() ? options.key().get() : newKey();
        Request request = definition(Route.SUBMIT, definition, options).header(Api.IDEMPOTENCY_KEY, key);
        return line.record(line.repeatedly(request), SubmitResponse.class);
    }

    /** A key that no other submit has. */
    public String newKey() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }

    /** Whether it would be admitted; records nothing. */
    public CheckResponse check(byte[] definition, SubmitOptions options) throws ApiFailure, InterruptedException {
        return line.record(line.repeatedly(definition(Route.CHECK, definition, options)), CheckResponse.class);
    }

    /** Does nothing with a definition: for measuring what a submit costs at least. */
    public void noop(byte[] definition, SubmitOptions options) throws ApiFailure, InterruptedException {
        var _ = line.repeatedly(definition(Route.NOOP, definition, options));
    }

    private Request definition(Route route, byte[] definition, SubmitOptions options) {
        Target target = Target.of(route.path());
        target = options.hold() ? target.with("hold", "true") : target;
        target = with(target, "project", options.project());
        target = with(target, "dialect", options.dialect());
        target = with(target, "as", options.as());
        return line.request(route.method(), target.toString()).body(definition, options.yaml() ? Api.YAML : Api.JSON);
    }

    private static Target with(Target target, String name, Optional<String> value) {
        return value.isPresent() ? target.with(name, value.get()) : target;
    }

    public JobList jobs(JobQuery query) throws ApiFailure, InterruptedException {
        Target target = Target.of(Route.JOBS.path()).with("limit", Integer.toString(query.limit()));
        target = query.all() ? target.with("scope", "all") : target;
        target = query.states().isEmpty() ? target : target.with("state", String.join(",", query.states()));
        target = with(target, "name", query.name());
        target = with(target, "after", query.after());
        target = with(target, "members", query.members());
        return line.record(line.repeatedly(line.request("GET", target.toString())), JobList.class);
    }

    public JobDetail job(String job) throws ApiFailure, InterruptedException {
        return get(Route.JOB, job, JobDetail.class);
    }

    public WhyView why(String job) throws ApiFailure, InterruptedException {
        return get(Route.WHY, job, WhyView.class);
    }

    /** @param after the sequence of the last change known; 0 for all */
    public EventList events(String job, long after) throws ApiFailure, InterruptedException {
        Target target = target(Route.EVENTS, job).with("after", Long.toString(after));
        return line.record(line.repeatedly(line.request("GET", target.toString())), EventList.class);
    }

    /** The canonical definition: JSON. */
    public byte[] definition(String job) throws ApiFailure, InterruptedException {
        return line.repeatedly(of(Route.DEFINITION, job)).body();
    }

    /** The definition as it was submitted, but for credentials. */
    public byte[] source(String job) throws ApiFailure, InterruptedException {
        return line.repeatedly(of(Route.SOURCE, job)).body();
    }

    public ActionResponse cancel(String job) throws ApiFailure, InterruptedException {
        return act(Route.CANCEL, job);
    }

    /** Ends a session. */
    public ActionResponse retire(String job) throws ApiFailure, InterruptedException {
        return act(Route.RETIRE, job);
    }

    /** Takes its place from a job. */
    public ActionResponse halt(String job) throws ApiFailure, InterruptedException {
        return act(Route.HALT, job);
    }

    public ActionResponse hold(String job) throws ApiFailure, InterruptedException {
        return act(Route.HOLD, job);
    }

    public ActionResponse release(String job) throws ApiFailure, InterruptedException {
        return act(Route.RELEASE, job);
    }

    /** Takes a job that has ended out of view. Never repeated: the second answer would be that there is no such job. */
    public ActionResponse remove(String job) throws ApiFailure, InterruptedException {
        return line.record(line.once(of(Route.REMOVE, job)), ActionResponse.class);
    }

    private ActionResponse act(Route route, String job) throws ApiFailure, InterruptedException {
        return get(route, job, ActionResponse.class);
    }

    public SecretList secrets() throws ApiFailure, InterruptedException {
        return line.record(line.repeatedly(of(Route.SECRETS)), SecretList.class);
    }

    public SecretList.SecretChanged setSecret(String name, byte[] value) throws ApiFailure, InterruptedException {
        Request request = named(Route.SECRET_SET, name).body(value, Api.BYTES);
        return line.record(line.repeatedly(request), SecretList.SecretChanged.class);
    }

    /** Never repeated: the second answer would be that there is no such secret. */
    public SecretList.SecretChanged deleteSecret(String name) throws ApiFailure, InterruptedException {
        return line.record(line.once(named(Route.SECRET_DELETE, name)), SecretList.SecretChanged.class);
    }

    public VolumeList volumes() throws ApiFailure, InterruptedException {
        return line.record(line.repeatedly(of(Route.VOLUMES)), VolumeList.class);
    }

    /**
     * For administrators. Never repeated: the second answer would be that there is none.
     *
     * @return as it was
     */
    public VolumeList.VolumeView deleteVolume(String name) throws ApiFailure, InterruptedException {
        String target = Target.of(Route.VOLUME_DELETE.path()).with("name", name).toString();
        return line.record(line.once(line.request("DELETE", target)), VolumeList.VolumeView.class);
    }

    /** For administrators. Never repeated: the second answer would be that there is one. */
    public VolumeList.VolumeView createVolume(VolumeList.VolumeWish wish) throws ApiFailure, InterruptedException {
        Request request = of(Route.VOLUME_CREATE).body(RecordJson.write(wish), Api.JSON);
        return line.record(line.once(request), VolumeList.VolumeView.class);
    }

    /**
     * How long the stages of jobs take.
     *
     * @param all everybody's, not only one's own
     * @param days only of jobs that were submitted in so many days; 0 for all
     */
    public StageStats stageStats(boolean all, long days) throws ApiFailure, InterruptedException {
        Target target = Target.of(Route.STATS_STAGES.path());
        target = all ? target.with("scope", "all") : target;
        target = days == 0 ? target : target.with("days", Long.toString(days));
        return line.record(line.repeatedly(line.request("GET", target.toString())), StageStats.class);
    }

    /** What is kept of a job for reproducibility. */
    public RunRecordView runRecord(String job) throws ApiFailure, InterruptedException {
        return get(Route.RECORD, job, RunRecordView.class);
    }

    /** The same once more. Safe to repeat with the same key. */
    public SubmitResponse rerun(String job, String key) throws ApiFailure, InterruptedException {
        Request request = of(Route.RERUN, job).header(Api.IDEMPOTENCY_KEY, key);
        return line.record(line.repeatedly(request), SubmitResponse.class);
    }

    /**
     * What is kept of a job's files outside of volumes.
     *
     * @param attempt 0 for the newest
     */
    public KeptFileList left(String job, int attempt) throws ApiFailure, InterruptedException {
        Target target = attempt(target(Route.LEFT, job), attempt);
        return line.record(line.repeatedly(line.request("GET", target.toString())), KeptFileList.class);
    }

    /** One of them, as its bytes come. */
    public void leftFile(String job, int attempt, String path, LogSink sink)
            throws ApiFailure, IOException, InterruptedException {
        streaming.file(attempt(target(Route.LEFT_FILE, job), attempt).with("path", path), sink);
    }

    private static Target attempt(Target target, int attempt) {
        return attempt == 0 ? target : target.with("attempt", Integer.toString(attempt));
    }

    /** Of a route with something else than a job in braces. */
    private Request named(Route route, String name) {
        return line.request(
                route.method(),
                Target.of(route.path().replaceAll("\\{[a-z]+}", "{}"), name).toString());
    }

    /** The part that is about images. */
    public ImageClient images() {
        return new ImageClient(line, this::newKey, Optional.empty());
    }

    /** Who runs, who waits, and until when. */
    public QueueView queue() throws ApiFailure, InterruptedException {
        return line.record(line.repeatedly(of(Route.QUEUE)), QueueView.class);
    }

    /** What a change would have done to the jobs of the past; for administrators. Never repeated: a replay takes its time. */
    public WhatIfView whatIf(WhatIfWish wish, WhatIfSink sink) throws ApiFailure, InterruptedException {
        return streaming.whatIf(RecordJson.write(wish), sink);
    }

    public NodeList nodes() throws ApiFailure, InterruptedException {
        return line.record(line.repeatedly(of(Route.NODES)), NodeList.class);
    }

    /** For administrators: nothing new is placed there. */
    public NodeList.NodeView drain(NodeList.NodeWish wish) throws ApiFailure, InterruptedException {
        return ofNode(Route.NODE_DRAIN, wish);
    }

    /** For administrators: it takes jobs again. */
    public NodeList.NodeView resume(NodeList.NodeWish wish) throws ApiFailure, InterruptedException {
        return ofNode(Route.NODE_RESUME, wish);
    }

    private NodeList.NodeView ofNode(Route route, NodeList.NodeWish wish) throws ApiFailure, InterruptedException {
        Request request = of(route).body(RecordJson.write(wish), Api.JSON);
        return line.record(line.once(request), NodeList.NodeView.class);
    }

    /** What is reserved and not over. */
    public ReservationList reservations() throws ApiFailure, InterruptedException {
        return line.record(line.repeatedly(of(Route.RESERVATIONS)), ReservationList.class);
    }

    /** For administrators: a part of a node is kept for some people for a time. */
    public ReservationView reserve(ReservationWish wish) throws ApiFailure, InterruptedException {
        Request request = of(Route.RESERVATION_CREATE).body(RecordJson.write(wish), Api.JSON);
        return line.record(line.once(request), ReservationView.class);
    }

    /** For administrators: it is for everybody again. */
    public ReservationView unreserve(String name) throws ApiFailure, InterruptedException {
        return line.record(line.once(named(Route.RESERVATION_DELETE, name)), ReservationView.class);
    }

    /** @param as another account, for administrators */
    public LimitsView limits(Optional<String> as) throws ApiFailure, InterruptedException {
        Target target = with(Target.of(Route.LIMITS.path()), "as", as);
        return line.record(line.repeatedly(line.request("GET", target.toString())), LimitsView.class);
    }

    public ServerStatus status() throws ApiFailure, InterruptedException {
        return line.record(line.repeatedly(of(Route.STATUS)), ServerStatus.class);
    }

    public ServerStatus.Version version() throws ApiFailure, InterruptedException {
        return line.record(line.repeatedly(of(Route.VERSION)), ServerStatus.Version.class);
    }

    /** The JSON schema of definitions, as the server has it. */
    public byte[] schema() throws ApiFailure, InterruptedException {
        return line.repeatedly(of(Route.SCHEMA)).body();
    }

    /** Asks the server to stop; jobs go on. */
    public ServerStatus.Version shutdown() throws ApiFailure, InterruptedException {
        return line.record(line.once(of(Route.SHUTDOWN)), ServerStatus.Version.class);
    }

    /**
     * What is there of a log now.
     *
     * @param attempt 0 for the newest
     * @param offset in bytes
     */
    public LogPart logs(String job, int attempt, long offset, LogSink sink)
            throws ApiFailure, IOException, InterruptedException {
        return streaming.logs(job, attempt, offset, sink);
    }

    /**
     * A log while it grows, until it is complete. Comes back by itself after the server was away.
     *
     * @param attempt one attempt alone; 0 for the newest and those after it, until the job has ended
     * @param offset in bytes, into the first attempt read
     */
    public void follow(String job, int attempt, long offset, LogSink sink)
            throws ApiFailure, IOException, InterruptedException {
        streaming.follow(job, attempt, offset, sink);
    }

    /**
     * The changes of a job as they happen, until the one that ends it, which is returned; empty where the job had ended
     * before {@code after}. Comes back by itself after the server was away.
     *
     * @param after the sequence of the last change known; 0 for all
     */
    public Optional<EventView> watch(String job, long after, EventSink sink) throws ApiFailure, InterruptedException {
        return streaming.watch(job, after, sink);
    }

    /** Runs a further command in the container of a job that runs, or begins to within seconds; to be closed. */
    public Conversation exec(String job, ExecRequest start) throws ApiFailure, InterruptedException {
        return converse(target(Route.EXEC, job).with("wait", "true"), start);
    }

    /** Joins the terminal, or the input and output, of a job's own command; to be closed. */
    public Conversation attach(String job, AttachRequest start) throws ApiFailure, InterruptedException {
        return converse(target(Route.ATTACH, job), start);
    }

    private Conversation converse(Target target, Record start) throws ApiFailure, InterruptedException {
        return line.converse(target, random.nextLong(), RecordJson.write(start));
    }

    private <T extends Record> T get(Route route, String job, Class<T> type) throws ApiFailure, InterruptedException {
        return line.record(line.repeatedly(of(route, job)), type);
    }

    private Request of(Route route) {
        return line.request(route.method(), route.path());
    }

    private Request of(Route route, String job) throws ApiRefusal {
        return line.request(route.method(), target(route, job).toString());
    }

    /** @throws ApiRefusal for a text that could not stand in a path */
    static Target target(Route route, String job) throws ApiRefusal {
        if (job.isEmpty() || job.equals(".") || job.equals("..")) {
            throw Streaming.noSuchJob(job);
        }
        return Target.of(route.path().replace("{job}", "{}"), job);
    }

    @Override
    public void close() {
        line.close();
    }
}
