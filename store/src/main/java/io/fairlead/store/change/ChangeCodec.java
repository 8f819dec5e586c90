package io.fairlead.store.change;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.cluster.Portion;
import io.fairlead.core.job.AttemptState;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Stop;
import io.fairlead.core.job.Submission;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import io.fairlead.store.sqlite.Micros;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Changes as they are kept. Each kind has a word and a version; what was once written is never rewritten, and an older
 * version is lifted to the newest when it is read. A golden file of every kind and version stays for ever.
 */
public final class ChangeCodec {
    /** Makes version {@code version + 1} of a kind out of {@code version}. */
    record Upcast(String kind, int version, UnaryOperator<JsonNode> lift) {}

    /**
     * A change apart from what has columns of its own.
     *
     * @param attempt 0 where the change is not of an attempt
     * @param json an object; the kind and version say what is in it
     */
    public record Stored(String kind, int version, int attempt, String json) {}

    /**
     * What the columns say, and what only a submit needs.
     *
     * @param submission of that job; asked for only where the change is its submit
     */
    public record Around(JobId job, Instant at, Supplier<Submission> submission) {}

    private static final int FIRST = 1;

    private final List<Upcast> upcasts;

    public ChangeCodec() {
        this(List.of());
    }

    ChangeCodec(List<Upcast> upcasts) {
        this.upcasts = List.copyOf(upcasts);
    }

    /** The word of a kind, as events show it. */
    public static String kind(Change change) {
        return switch (change) {
            case Change.Submitted _ -> "submitted";
            case Change.Held _ -> "held";
            case Change.Released _ -> "released";
            case Change.ImageArrived _ -> "image-arrived";
            case Change.Assigned _ -> "assigned";
            case Change.Starting _ -> "starting";
            case Change.Created _ -> "created";
            case Change.Bound _ -> "bound";
            case Change.Running _ -> "running";
            case Change.CancelRequested _ -> "cancel-requested";
            case Change.StopAsked _ -> "stop-asked";
            case Change.HaltAsked _ -> "halt-asked";
            case Change.HaltSignalled _ -> "halt-signalled";
            case Change.StopSignalled _ -> "stop-signalled";
            case Change.KillSent _ -> "kill-sent";
            case Change.Outgrew _ -> "outgrew";
            case Change.IdleNoted _ -> "idle-noted";
            case Change.WaitNoted _ -> "wait-noted";
            case Change.TimeWarned _ -> "time-warned";
            case Change.Idled _ -> "idled";
            case Change.FilesFound _ -> "files-found";
            case Change.RunRecorded _ -> "run-recorded";
            case Change.Exited _ -> "exited";
            case Change.LogsComplete _ -> "logs-complete";
            case Change.Ended _ -> "ended";
            case Change.Requeued _ -> "requeued";
            case Change.PullRetried _ -> "pull-retried";
            case Change.Promised _ -> "promised";
            case Change.PromiseBroken _ -> "promise-broken";
            case Change.Clearing _ -> "clearing";
            case Change.ClearingVoid _ -> "clearing-void";
            case Change.Removed _ -> "removed";
        };
    }

    /** The attempt that a change is of; 0 for none. */
    static int attempt(Change change) {
        return switch (change) {
            case Change.Submitted _,
                    Change.Held _,
                    Change.Released _,
                    Change.ImageArrived _,
                    Change.CancelRequested _,
                    Change.Promised _,
                    Change.PromiseBroken _,
                    Change.Clearing _,
                    Change.ClearingVoid _,
                    Change.PullRetried _,
                    Change.WaitNoted _,
                    Change.Removed _ -> 0;
            case Change.Assigned it -> it.attempt();
            case Change.Starting it -> it.attempt();
            case Change.Created it -> it.attempt();
            case Change.Bound it -> it.attempt();
            case Change.Running it -> it.attempt();
            case Change.StopAsked it -> it.attempt();
            case Change.HaltAsked it -> it.attempt();
            case Change.HaltSignalled it -> it.attempt();
            case Change.StopSignalled it -> it.attempt();
            case Change.KillSent it -> it.attempt();
            case Change.Outgrew it -> it.attempt();
            case Change.IdleNoted it -> it.attempt();
            case Change.TimeWarned it -> it.attempt();
            case Change.Idled it -> it.attempt();
            case Change.FilesFound it -> it.attempt();
            case Change.RunRecorded it -> it.attempt();
            case Change.Exited it -> it.attempt();
            case Change.LogsComplete it -> it.attempt();
            case Change.Ended it -> it.attempt();
            case Change.Requeued it -> it.attempt();
        };
    }

    public Stored encode(Change change) {
        String kind = kind(change);
        return new Stored(kind, newest(kind), attempt(change), json(change));
    }

    private static String json(Change change) {
        return switch (change) {
            case Change.Submitted(Job admitted) -> submitted(admitted);
            case Change.Assigned it -> Json.object(out -> placements(out, it.placements()));
            case Change.Running it ->
                Json.object(out -> out.writeNumberProperty("startedAt", Micros.of(it.startedAt())));
            case Change.StopAsked it ->
                Json.object(out -> out.writeStringProperty("cause", it.cause().name()));
            case Change.Outgrew it -> Json.object(out -> ProblemJson.member(out, "why", it.why()));
            case Change.IdleNoted it ->
                Json.object(out -> it.warning().ifPresent(warning -> ProblemJson.member(out, "warning", warning)));
            case Change.TimeWarned it ->
                Json.object(out -> {
                    out.writeNumberProperty("percent", it.percent());
                    ProblemJson.member(out, "warning", it.warning());
                });
            case Change.Idled it -> Json.object(out -> ProblemJson.member(out, "why", it.why()));
            case Change.FilesFound it -> Json.object(out -> FilesLeftJson.write(out, it.left()));
            case Change.RunRecorded it -> Json.object(out -> RunRecordJson.write(out, it.record()));
            case Change.Exited it ->
                Json.object(out -> {
                    it.exit().ifPresent(exit -> exit(out, exit));
                    ProblemJson.member(out, "ending", it.ending());
                });
            case Change.Ended it ->
                Json.object(out -> {
                    out.writeStringProperty("to", it.to().name());
                    it.reason().ifPresent(reason -> ProblemJson.member(out, "reason", reason));
                });
            case Change.Requeued it ->
                Json.object(out -> {
                    out.writeStringProperty("as", it.as().name());
                    ProblemJson.member(out, "reason", it.reason());
                    if (it.retry()) {
                        out.writeBooleanProperty("retry", true);
                    }
                });
            case Change.WaitNoted it -> Json.object(out -> ProblemJson.member(out, "reason", it.reason()));
            case Change.PullRetried it -> Json.object(out -> ProblemJson.member(out, "reason", it.reason()));
            case Change.Promised it -> Json.object(out -> out.writeNumberProperty("start", Micros.of(it.start())));
            case Change.PromiseBroken it -> Json.object(out -> ProblemJson.member(out, "cause", it.cause()));
            case Change.HaltAsked it -> Json.object(out -> haltAsked(out, it));
            case Change.Clearing it -> Json.object(out -> clearing(out, it));
            case Change.ClearingVoid it -> Json.object(out -> ProblemJson.member(out, "cause", it.cause()));
            case Change.Held _,
                    Change.Released _,
                    Change.ImageArrived _,
                    Change.Starting _,
                    Change.Created _,
                    Change.Bound _,
                    Change.CancelRequested _,
                    Change.HaltSignalled _,
                    Change.StopSignalled _,
                    Change.KillSent _,
                    Change.LogsComplete _,
                    Change.Removed _ -> Json.EMPTY;
        };
    }

    private static String submitted(Job admitted) {
        boolean onHold = admitted.state() == JobState.ONHOLD;
        boolean imagePresent = admitted.imagePresentAt().isPresent();
        Job again = Job.admitted(admitted.id(), admitted.submission(), onHold, imagePresent, admitted.submittedAt());
        if (!again.equals(admitted)) {
            throw new IllegalStateException("job " + admitted.id() + " submitted in a state of its own: " + admitted);
        }
        return Json.object(out -> {
            if (onHold) {
                out.writeBooleanProperty("onHold", true);
            }
            if (imagePresent) {
                out.writeBooleanProperty("imagePresent", true);
            }
        });
    }

    private static void placements(JsonGenerator out, List<Placement> placements) {
        Json.array(out, "placements", placements, placement -> {
            out.writeStartObject();
            out.writeName("node");
            SubmissionCodec.node(out, placement.where());
            Json.array(out, "devices", placement.devices(), device -> out.writeString(device.text()));
            int each = placement.portion().each().milli();
            switch (placement.portion().kind()) {
                case WHOLE -> {
                    // as it was before there was anything else
                }
                case SHARE -> out.writeNumberProperty("share", each);
                case SLICE -> out.writeNumberProperty("slice", each);
            }
            out.writeNumberProperty("cores", placement.cores().milli());
            out.writeNumberProperty("memory", placement.memory().count());
            out.writeStringProperty("container", placement.container().text());
            out.writeNumberProperty("rank", placement.rank());
            out.writeEndObject();
        });
    }

    private static void haltAsked(JsonGenerator out, Change.HaltAsked change) {
        change.by().ifPresent(by -> out.writeStringProperty("by", by.text()));
        ProblemJson.member(out, "why", change.why());
    }

    private static Change haltAsked(JobId job, int attempt, JsonNode body) {
        Optional<JobId> by = Json.maybeTextIn(body, "by").map(JobId::new);
        return new Change.HaltAsked(job, attempt, by, problem(body, "why").orElseThrow());
    }

    private static void clearing(JsonGenerator out, Change.Clearing change) {
        out.writeName("node");
        SubmissionCodec.node(out, change.node());
        Json.array(out, "halted", change.halted(), halted -> out.writeString(halted.text()));
    }

    private static Change clearing(JobId job, JsonNode body) {
        return new Change.Clearing(
                job,
                SubmissionCodec.node(Json.in(body, "node")),
                Json.listIn(body, "halted", halted -> new JobId(halted.stringValue())));
    }

    private static void exit(JsonGenerator out, Exit exit) {
        out.writeObjectPropertyStart("exit");
        out.writeNumberProperty("code", exit.code());
        if (exit.outOfMemory()) {
            out.writeBooleanProperty("outOfMemory", true);
        }
        out.writeNumberProperty("at", Micros.of(exit.at()));
        Json.text(out, "error", exit.error());
        out.writeEndObject();
    }

    /**
     * Reads what some release wrote.
     *
     * @throws IllegalStateException on a kind or version that this release does not know
     */
    public Change decode(Around around, Stored stored) {
        JsonNode body = lifted(stored);
        JobId job = around.job();
        int attempt = stored.attempt();
        return switch (stored.kind()) {
            case "submitted" ->
                new Change.Submitted(Job.admitted(
                        job,
                        around.submission().get(),
                        Json.flagIn(body, "onHold"),
                        Json.flagIn(body, "imagePresent"),
                        around.at()));
            case "held" -> new Change.Held(job);
            case "released" -> new Change.Released(job);
            case "image-arrived" -> new Change.ImageArrived(job);
            case "assigned" ->
                new Change.Assigned(job, attempt, Json.listIn(body, "placements", ChangeCodec::placement));
            case "starting" -> new Change.Starting(job, attempt);
            case "created" -> new Change.Created(job, attempt);
            case "bound" -> new Change.Bound(job, attempt);
            case "running" -> new Change.Running(job, attempt, Micros.instant(Json.numberIn(body, "startedAt")));
            case "cancel-requested" -> new Change.CancelRequested(job);
            case "stop-asked" -> new Change.StopAsked(job, attempt, Stop.Cause.valueOf(Json.textIn(body, "cause")));
            case "halt-asked" -> haltAsked(job, attempt, body);
            case "halt-signalled" -> new Change.HaltSignalled(job, attempt);
            case "stop-signalled" -> new Change.StopSignalled(job, attempt);
            case "kill-sent" -> new Change.KillSent(job, attempt);
            case "outgrew" ->
                new Change.Outgrew(job, attempt, problem(body, "why").orElseThrow());
            case "idle-noted" -> new Change.IdleNoted(job, attempt, problem(body, "warning"));
            case "time-warned" -> timeWarned(job, attempt, body);
            case "idled" -> new Change.Idled(job, attempt, problem(body, "why").orElseThrow());
            case "files-found" -> new Change.FilesFound(job, attempt, FilesLeftJson.read(body));
            case "run-recorded" -> new Change.RunRecorded(job, attempt, RunRecordJson.read(body));
            case "exited" ->
                new Change.Exited(
                        job, attempt, exit(body), problem(body, "ending").orElseThrow());
            case "logs-complete" -> new Change.LogsComplete(job, attempt);
            case "ended" ->
                new Change.Ended(job, attempt, JobState.valueOf(Json.textIn(body, "to")), problem(body, "reason"));
            case "requeued" -> requeued(job, attempt, body);
            case "wait-noted" ->
                new Change.WaitNoted(job, problem(body, "reason").orElseThrow());
            case "pull-retried" ->
                new Change.PullRetried(job, problem(body, "reason").orElseThrow());
            case "promised" -> new Change.Promised(job, Micros.instant(Json.numberIn(body, "start")));
            case "promise-broken" ->
                new Change.PromiseBroken(job, problem(body, "cause").orElseThrow());
            case "clearing" -> clearing(job, body);
            case "clearing-void" ->
                new Change.ClearingVoid(job, problem(body, "cause").orElseThrow());
            case "removed" -> new Change.Removed(job);
            default -> throw new IllegalStateException("no such kind of change: " + stored.kind());
        };
    }

    private static Change timeWarned(JobId job, int attempt, JsonNode body) {
        int percent = Math.toIntExact(Json.numberIn(body, "percent"));
        return new Change.TimeWarned(
                job, attempt, percent, problem(body, "warning").orElseThrow());
    }

    private static Change requeued(JobId job, int attempt, JsonNode body) {
        return new Change.Requeued(
                job,
                attempt,
                AttemptState.valueOf(Json.textIn(body, "as")),
                problem(body, "reason").orElseThrow(),
                Json.flagIn(body, "retry"));
    }

    private int newest(String kind) {
        int version = FIRST;
        for (Upcast upcast : upcasts) {
            if (upcast.kind().equals(kind)) {
                version++;
            }
        }
        return version;
    }

    private JsonNode lifted(Stored stored) {
        JsonNode body = Json.tree(stored.json());
        int version = stored.version();
        for (Upcast upcast : upcasts) {
            if (upcast.kind().equals(stored.kind()) && upcast.version() == version) {
                body = upcast.lift().apply(body);
                version++;
            }
        }
        if (version != newest(stored.kind())) {
            throw new IllegalStateException(
                    "change " + stored.kind() + " of version " + stored.version() + " is not known here");
        }
        return body;
    }

    private static Placement placement(JsonNode body) {
        return new Placement(
                SubmissionCodec.node(Json.in(body, "node")),
                Json.listIn(body, "devices", device -> new DeviceId(device.stringValue())),
                portion(body),
                new Cores(Json.smallIn(body, "cores")),
                new Bytes(Json.numberIn(body, "memory")),
                new ContainerName(Json.textIn(body, "container")),
                Json.smallIn(body, "rank"));
    }

    private static Portion portion(JsonNode body) {
        if (body.has("share")) {
            return Portion.share(new Gpus(Json.smallIn(body, "share")));
        }
        return body.has("slice")
                ? new Portion(Portion.Kind.SLICE, new Gpus(Json.smallIn(body, "slice")))
                : Portion.WHOLE;
    }

    private static Optional<Exit> exit(JsonNode body) {
        return Optional.ofNullable(body.get("exit"))
                .map(exit -> new Exit(
                        Json.smallIn(exit, "code"),
                        Json.flagIn(exit, "outOfMemory"),
                        Micros.instant(Json.numberIn(exit, "at")),
                        Json.maybeTextIn(exit, "error")));
    }

    private static Optional<Problem> problem(JsonNode body, String name) {
        return Optional.ofNullable(body.get(name)).map(ProblemJson::problem);
    }
}
