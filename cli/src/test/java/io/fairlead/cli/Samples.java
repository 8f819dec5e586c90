package io.fairlead.cli;

import io.fairlead.wire.api.ArrayView;
import io.fairlead.wire.api.AttemptView;
import io.fairlead.wire.api.EventView;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.api.StageView;
import io.fairlead.wire.json.JsonText;
import io.fairlead.wire.json.RecordJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Jobs as the server shows them. */
final class Samples {
    static final String ID = "7g3k0q2m4x";

    private Samples() {}

    static Instant ago(int seconds) {
        return Typed.NOW.minus(Duration.ofSeconds(seconds));
    }

    static JobSummary.Request request(String gpus) {
        return new JobSummary.Request(new BigDecimal("4"), new BigDecimal(gpus), 16L << 30, Optional.empty());
    }

    static JobSummary summary(String id, String name, String state, Optional<Finding> reason, Optional<Integer> exit) {
        return new JobSummary(
                id,
                name,
                state,
                ago(300),
                ago(200),
                new JobSummary.Owner(1001, "alice"),
                "vision",
                request("1"),
                "registry.example.org/train:2",
                "fairlead",
                state.equals("QUEUED") ? Optional.of(3) : Optional.empty(),
                reason,
                1,
                List.of("dgx1"),
                List.of("GPU-aaaa"),
                Optional.of(ago(200)),
                exit.map(_ -> ago(10)),
                exit,
                false,
                false,
                Optional.of(17L),
                Optional.empty());
    }

    /** The same, which is an array or a member of one. */
    static JobSummary of(JobSummary job, ArrayView array) {
        return new JobSummary(
                job.id(),
                job.name(),
                job.state(),
                job.submittedAt(),
                job.since(),
                job.owner(),
                job.project(),
                job.request(),
                job.image(),
                job.dialect(),
                job.position(),
                job.reason(),
                job.attempt(),
                job.nodes(),
                job.devices(),
                job.startedAt(),
                job.endedAt(),
                job.exitCode(),
                job.session(),
                job.stopping(),
                array.index().isEmpty() ? array.number() : Optional.of(99L),
                Optional.of(array));
    }

    /** A running one that asked for so much of a GPU, or for slices of a profile, and has what counts as that. */
    static JobDetail holding(String gpus, Optional<String> profile, String counts) {
        JobSummary plain = summary(ID, "train", "RUNNING", Optional.empty(), Optional.empty());
        return detail(
                new JobSummary(
                        plain.id(),
                        plain.name(),
                        plain.state(),
                        plain.submittedAt(),
                        plain.since(),
                        plain.owner(),
                        plain.project(),
                        new JobSummary.Request(BigDecimal.ONE, new BigDecimal(gpus), 1L << 30, profile),
                        plain.image(),
                        plain.dialect(),
                        plain.position(),
                        plain.reason(),
                        plain.attempt(),
                        plain.nodes(),
                        plain.devices(),
                        plain.startedAt(),
                        plain.endedAt(),
                        plain.exitCode(),
                        plain.session(),
                        plain.stopping(),
                        plain.number(),
                        plain.array()),
                "",
                new BigDecimal(counts));
    }

    /** @param cause of a stop that was asked for; empty where none was */
    static JobDetail detail(String state, Optional<Integer> exit, String cause, Optional<Finding> reason) {
        return detail(summary(ID, "train", state, reason, exit), cause, BigDecimal.ONE);
    }

    private static JobDetail detail(JobSummary job, String cause, BigDecimal gpus) {
        Optional<Integer> exit = job.exitCode();
        Optional<AttemptView.StopView> stop = cause.isEmpty()
                ? Optional.empty()
                : Optional.of(new AttemptView.StopView(cause, ago(20), Optional.empty(), Optional.empty()));
        var attempt = new AttemptView(
                1,
                job.state(),
                List.of(new AttemptView.PlacementView(
                        0, "dgx1", List.of("GPU-aaaa"), gpus, new BigDecimal("4"), 16L << 30, "fl-1-2-1", 0)),
                false,
                new AttemptView.Times(
                        ago(201),
                        Optional.of(ago(201)),
                        Optional.of(ago(200)),
                        Optional.of(ago(200)),
                        Optional.of(ago(200)),
                        exit.map(_ -> ago(10)),
                        exit.map(_ -> ago(10))),
                stop,
                exit.map(code -> new AttemptView.ExitView(code, false, ago(10), Optional.empty())),
                true);
        return new JobDetail(
                job,
                Optional.of("a small training"),
                Map.of("team", "vision"),
                new JobDetail.RunsAs(1001, "alice", 1001, List.of(2000L), 2000),
                new JobDetail.Image("registry.example.org/train:2", "sha256:0123", "MANIFEST", "linux/amd64", 1L << 30),
                List.of(new JobDetail.Mount(
                        "local",
                        "/project_ghent",
                        Optional.of("project"),
                        Optional.of("/srv/ghent/vision"),
                        Optional.empty(),
                        false)),
                Optional.empty(),
                List.of(attempt),
                stages(job.state()),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                new JsonText("{\"name\":\"train\"}"));
    }

    private static List<StageView> stages(String state) {
        Optional<Finding> failure = state.equals("FAILED")
                ? Optional.of(FakeServer.problem("E-EXIT-CODE", "the command ended with 7"))
                : Optional.empty();
        return List.of(
                new StageView(
                        "select-image",
                        "done",
                        Optional.of(ago(300)),
                        Optional.of(ago(298)),
                        Optional.of("images"),
                        Optional.empty(),
                        Optional.empty()),
                new StageView(
                        "execute",
                        failure.isPresent() ? "failed" : "done",
                        Optional.of(ago(200)),
                        Optional.of(ago(10)),
                        Optional.of("engine"),
                        failure,
                        failure.map(_ -> "its exit code")));
    }

    static EventView event(long sequence, String kind, String state) {
        return new EventView(
                sequence,
                ago(100),
                "engine",
                Optional.empty(),
                kind,
                1,
                state.isEmpty() ? Optional.empty() : Optional.of(state),
                "it is " + kind,
                Optional.empty(),
                "4x9k2m7q1d");
    }

    /** As a server-sent event. */
    static String message(EventView event) {
        return "id: " + event.sequence() + "\nevent: " + event.kind() + "\ndata: "
                + new String(RecordJson.write(event), StandardCharsets.UTF_8) + "\n\n";
    }
}
