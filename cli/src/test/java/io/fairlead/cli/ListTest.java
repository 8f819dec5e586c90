package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.wire.api.ActionResponse;
import io.fairlead.wire.api.ArrayView;
import io.fairlead.wire.api.ClaimView;
import io.fairlead.wire.api.EventList;
import io.fairlead.wire.api.EventView;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.JobList;
import io.fairlead.wire.api.JobList.AnonymousJob;
import io.fairlead.wire.api.NodeList;
import io.fairlead.wire.api.NodeList.NodeView;
import io.fairlead.wire.api.NodeList.NodeView.DeviceView;
import io.fairlead.wire.api.ReservationList;
import io.fairlead.wire.api.Route;
import io.fairlead.wire.api.ServerStatus;
import io.fairlead.wire.api.WhyView;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ListTest {
    private final Typed typed = new Typed();

    private static JobList live() {
        Finding reason = FakeServer.problem("E-NO-FREE-GPUS", "no node has a free GPU");
        return new JobList(
                List.of(Samples.summary(Samples.ID, "train", "QUEUED", Optional.of(reason), Optional.empty())),
                List.of(new AnonymousJob(
                        "RUNNING", Samples.ago(60), Samples.ago(50), Samples.request("2"), List.of("dgx1"))),
                Optional.empty());
    }

    private static JobList ended() {
        return new JobList(
                List.of(Samples.summary("aaaa0000bb", "old", "FAILED", Optional.empty(), Optional.of(7))),
                List.of(),
                Optional.empty());
    }

    private FakeServer server() {
        return new FakeServer(typed.socket)
                .on(
                        Route.JOBS,
                        (asked, reply) ->
                                reply.json(200, asked.query().get("state").equals("finished") ? ended() : live()));
    }

    @Test
    void jobs_shows_what_has_not_ended_of_all_and_the_last_of_ones_own() {
        try (var server = server()) {
            assertThat(typed.run("jobs")).isZero();

            assertThat(typed.out()).isEqualTo("""
                    ID          NAME          STATE    WHY                        AGE        GPUS  IMAGE
                    -           (somebody's)  RUNNING                             60 s ago   2     -
                    7g3k0q2m4x  train         QUEUED   #3 no node has a free GPU  5 min ago  1     registry.example.org/train:2
                    aaaa0000bb  old           FAILED   exit code 7                5 min ago  1     registry.example.org/train:2
                    """);
            assertThat(server.asked(Route.JOBS).getFirst().query()).containsEntry("scope", "all");
            assertThat(server.asked(Route.JOBS).getLast().query()).containsEntry("limit", "10");
        }
    }

    @Test
    void an_array_is_one_line_with_the_states_of_its_members() {
        var array = new ArrayView(
                Samples.ID,
                Optional.of(17L),
                8,
                Optional.empty(),
                Optional.empty(),
                List.of(new ArrayView.Share("RUNNING", 2, "0-1"), new ArrayView.Share("QUEUED", 6, "2-7")));
        var job =
                Samples.of(Samples.summary(Samples.ID, "sweep", "RUNNING", Optional.empty(), Optional.empty()), array);
        try (var _ =
                new FakeServer(typed.socket).on(Route.JOBS, new JobList(List.of(job), List.of(), Optional.empty()))) {
            assertThat(typed.run("jobs")).isZero();
            assertThat(typed.out()).contains("RUNNING  2 RUNNING, 6 QUEUED");
            assertThat(typed.run("jobs", "--array", "7g3k")).isZero();
        }
    }

    @Test
    void on_a_terminal_rows_fit_and_states_have_colours_unless_nobody_wants_them() {
        try (var _ = server()) {
            typed.onTerminal(80).run("jobs");
            assertThat(typed.out()).contains("\u001b[32mRUNNING\u001b[0m");

            typed.environment.put("NO_COLOR", "1");
            typed.run("jobs");
            assertThat(typed.out()).doesNotContain("\u001b");
            assertThat(typed.out().lines()).allMatch(line -> line.length() <= 80);
            assertThat(typed.out()).contains("…");
        }
    }

    @Test
    void lists_come_as_names_json_and_yaml() {
        try (var _ = server()) {
            typed.run("jobs", "-o", "name");
            assertThat(typed.out()).isEqualTo("7g3k0q2m4x\naaaa0000bb\n");

            typed.run("jobs", "-o", "json");
            assertThat(typed.out())
                    .contains("\"submittedAt\": \"2026-03-01T11:55:00")
                    .contains("\"others\": [");

            typed.run("jobs", "--output", "yaml");
            assertThat(typed.out()).startsWith("jobs:\n  -\n    id: \"7g3k0q2m4x\"\n    name: \"train\"\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "wide", "json", "yaml"})
    void foreign_text_never_controls_the_terminal(String form) {
        String rude = "a\u001b]52;c;eA==\u0007\u202eb\nc\u009b1m";
        try (var server = new FakeServer(typed.socket)) {
            server.on(
                    Route.JOBS,
                    new JobList(
                            List.of(Samples.summary(
                                    Samples.ID,
                                    rude,
                                    "QUEUED",
                                    Optional.of(FakeServer.problem("E-X", rude)),
                                    Optional.empty())),
                            List.of(),
                            Optional.empty()));

            typed.run("jobs", "-o", form);

            assertThat(typed.out()).matches("[\\n\\x20-\\x7e]+");
            assertThat(typed.out()).contains("\\u001b]52").contains("\\u202e");
        }
    }

    @Test
    void more_than_a_page_is_read_page_by_page() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.JOBS, (asked, reply) -> {
                boolean second = asked.query().containsKey("after");
                reply.json(
                        200,
                        new JobList(
                                List.of(Samples.summary(
                                        second ? "bbbb" : "aaaa", "x", "FINISHED", Optional.empty(), Optional.of(0))),
                                List.of(),
                                second ? Optional.empty() : Optional.of("cursor")));
            });

            typed.run("jobs", "--state", "finished", "-o", "name");

            assertThat(typed.out()).isEqualTo("aaaa\nbbbb\n");
        }
    }

    @Test
    void show_says_everything_for_people() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(
                    Route.JOB,
                    Samples.detail(
                            "FAILED",
                            Optional.of(7),
                            "",
                            Optional.of(FakeServer.problem("E-EXIT-CODE", "the command ended with 7"))));

            typed.run("show", "7g3k");

            assertThat(typed.out()).isEqualTo("""
                    job        7g3k0q2m4x  train
                               a small training
                    state      FAILED since 2026-03-01 12:56:40, 3 min ago
                    why        the command ended with 7 [E-EXIT-CODE]
                    fix        do something else
                    exit code  7
                    owner      alice (1001), project vision
                    submitted  2026-03-01 12:55:00, as fairlead
                    asked      4 CPUs, 1 GPU, 16 GiB
                    image      registry.example.org/train:2  sha256:0123
                    runs as    alice (1001:1001)
                    mount      /project_ghent  (local: volume project, /srv/ghent/vision)
                    labels     team=vision
                    attempt 1  FAILED on dgx1 GPU-aaaa, ran 3 min 10 s, exit code 7
                    """);
        }
    }

    @Test
    void slices_are_shown_by_their_profile_and_shares_as_what_is_counted_and_not_enforced() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.JOB, Samples.holding("1", Optional.of("1g.10gb"), "0.142"));
            typed.run("show", "7g3k");
            assertThat(typed.out())
                    .contains("asked      1 CPU, 1 MIG slice 1g.10gb, 1 GiB\n")
                    .contains("on dgx1 1g.10gb, counts as 0.142 GPU: GPU-aaaa,");

            server.on(Route.JOB, Samples.holding("1", Optional.empty(), "0.428"));
            typed.run("show", "7g3k");
            assertThat(typed.out()).contains("on dgx1 MIG slice, counts as 0.428 GPU: GPU-aaaa,");

            server.on(Route.JOB, Samples.holding("0.3", Optional.empty(), "0.3"));
            typed.run("show", "7g3k");
            assertThat(typed.out()).contains("on dgx1 0.3 GPU, counted and not enforced: GPU-aaaa,");
        }
    }

    @Test
    void the_pipeline_shows_each_stage_and_the_failure_with_its_fix() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.JOB, Samples.detail("FAILED", Optional.of(7), "", Optional.empty()));

            typed.run("show", "--pipeline", "7g3k");

            assertThat(typed.out()).isEqualTo("""
                    job        7g3k0q2m4x  train  FAILED
                    STAGE         STATUS  START         END           TOOK        ACKNOWLEDGED BY
                    select image  done    12:55:00.000  12:55:02.000  2.0 s       images
                    execute       failed  12:56:40.000  12:59:50.000  3 min 10 s  engine
                    execute: the command ended with 7  [E-EXIT-CODE]
                      told by: its exit code
                      fix: do something else
                    """);
        }
    }

    private static WhyView why(boolean rough) {
        return why("QUEUED", rough, true);
    }

    private static WhyView why(String state, boolean rough, boolean known) {
        return new WhyView(
                Samples.ID,
                "train",
                state,
                Samples.ago(720),
                Optional.of(3),
                Optional.of(2),
                Optional.empty(),
                Optional.of(Typed.NOW.plusSeconds(3 * 3600)).filter(_ -> known),
                Optional.of(Typed.NOW.plusSeconds(5 * 3600)).filter(_ -> known),
                rough,
                "waits at position 3 of the queue: no node has 4 free GPUs",
                Optional.of(FakeServer.problem("E-NO-FREE-GPUS", "no node has 4 free GPUs")),
                Optional.of(new ClaimView(
                        "low",
                        "normal",
                        Optional.of(Typed.NOW.plusSeconds(5 * 3600)),
                        "birds",
                        2,
                        new BigDecimal("12.50"),
                        new BigDecimal("1.00"),
                        new BigDecimal("40.0"))),
                Optional.empty(),
                Optional.empty(),
                List.of(FakeServer.problem("E-ENGINE-UNREACHABLE", "the engine does not answer")),
                Optional.empty());
    }

    @Test
    void a_start_that_is_reckoned_roughly_says_so_and_what_is_left_out_of_it() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.WHY, why(true));

            typed.run("job", "why", "7g3k");

            assertThat(typed.out())
                    .contains(
                            "  starts roughly in 3 h, in 5 h if everybody runs up to their limit; too many come first to reckon each,"
                                    + " so nodes, limits and quotas are left out\n");
        }
    }

    @Test
    void where_nobody_knows_when_it_starts_that_is_said() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.WHY, why("QUEUED", false, false));
            typed.run("job", "why", "7g3k");
            assertThat(typed.out()).contains("\n  when it starts nobody knows yet\n");

            server.on(Route.WHY, why("ONHOLD", false, false));
            typed.run("job", "why", "7g3k");
            assertThat(typed.out()).contains("\n  when it starts nobody knows while it is on hold\n");

            server.on(Route.WHY, why("RUNNING", false, false));
            typed.run("job", "why", "7g3k");
            assertThat(typed.out()).doesNotContain("nobody knows");
        }
    }

    @Test
    void why_gives_one_line_and_the_fix() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.WHY, why(false));

            typed.run("job", "why", "7g3k");

            assertThat(typed.out()).isEqualTo("""
                    QUEUED 12 min · waits at position 3 of the queue: no node has 4 free GPUs  [E-NO-FREE-GPUS]
                      fix: do something else
                      starts probably in 3 h, in 5 h if everybody runs up to their limit
                      its turn: project birds counts 12.50 GPU-hours, with the next of what runs (40.0 % of all, weight 2), its owner 1.00 of them
                      its class: low, counts as normal since it has waited, as high in 5 h
                      also: the engine does not answer  [E-ENGINE-UNREACHABLE]
                      fix: do something else
                    """);
        }
    }

    @Test
    void events_are_a_table() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.EVENTS, new EventList(List.of(Samples.event(4, "running", "RUNNING")), Optional.empty()));

            typed.run("events", "7g3k");

            assertThat(typed.out()).isEqualTo("""
                    TIME                 BY      WHAT     TRY  STATE    MESSAGE
                    2026-03-01 12:58:20  engine  running  1    RUNNING  it is running
                    """);
        }
    }

    @Test
    void why_something_happened_is_said_in_full_once_and_then_by_its_code() {
        Finding why = new Finding(
                "E-PREEMPTED",
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "node dgx1 is needed by project birds",
                "wait",
                Map.of());
        try (var server = new FakeServer(typed.socket)) {
            List<EventView> events = List.of(
                    because(Samples.event(4, "halt-asked", ""), why),
                    because(Samples.event(5, "requeued", "QUEUED"), why));
            server.on(Route.EVENTS, new EventList(events, Optional.empty()));

            typed.run("events", "7g3k");

            assertThat(typed.out())
                    .contains("it is halt-asked: node dgx1 is needed by project birds  [E-PREEMPTED]\n")
                    .contains("it is requeued  [E-PREEMPTED]\n");
        }
    }

    private static EventView because(EventView event, Finding why) {
        return new EventView(
                event.sequence(),
                event.at(),
                event.actor(),
                event.uid(),
                event.kind(),
                event.attempt(),
                event.state(),
                event.message(),
                Optional.of(why),
                event.job());
    }

    @Test
    void several_jobs_are_all_tried_and_the_first_failure_is_the_exit_code() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.CANCEL, (asked, reply) -> {
                if (asked.job().equals("bbbb")) {
                    reply.problem(404, FakeServer.problem("E-JOB-NOT-FOUND", "there is no such job"));
                } else {
                    reply.json(200, new ActionResponse(asked.job(), "x", "CANCELLED", "done", "cancel done"));
                }
            });

            assertThat(typed.run("cancel", "aaaa", "bbbb", "cccc")).isEqualTo(1);
            assertThat(typed.out()).isEqualTo("aaaa x: cancel done\ncccc x: cancel done\n");
            assertThat(typed.err()).startsWith("fairlead: bbbb: there is no such job");
        }
    }

    @Test
    void machines_show_what_is_free_of_what_there_is() {
        var device = new DeviceView(
                "GPU-1",
                0,
                "A100",
                80L << 30,
                BigDecimal.ONE,
                true,
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty());
        var node = new NodeView(
                0,
                "dgx1",
                "ghent",
                new BigDecimal("64"),
                new BigDecimal("60"),
                512L << 30,
                500L << 30,
                List.of(
                        device,
                        new DeviceView(
                                "GPU-2",
                                1,
                                "A100",
                                80L << 30,
                                BigDecimal.ZERO,
                                true,
                                Optional.empty(),
                                Optional.empty(),
                                0,
                                Optional.empty(),
                                Optional.empty())),
                Optional.of("12.4"),
                List.of(),
                true,
                Optional.empty(),
                true,
                Optional.empty());
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.NODES, new NodeList(List.of(node))).on(Route.RESERVATIONS, new ReservationList(List.of()));

            typed.run("nodes");

            assertThat(typed.out()).isEqualTo("""
                    NODE  CLUSTER  SITE   CPUS   MEMORY           GPUS  DEVICES                               STATE
                    dgx1  0        ghent  60/64  500 GiB/512 GiB  1/2   2 × A100 (simulated): 1 free, 1 busy  ok
                    """);
        }
    }

    @Test
    void status_names_what_is_in_trouble_with_its_fix() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(
                    Route.STATUS,
                    new ServerStatus(
                            "1.2.3",
                            1,
                            "abcd1234",
                            Samples.ago(7200),
                            7200,
                            true,
                            new ServerStatus.Health("sqlite", true, Optional.empty()),
                            List.of(new ServerStatus.EngineHealth(
                                    0,
                                    "docker",
                                    Optional.of("20.10"),
                                    false,
                                    Optional.empty(),
                                    Optional.of(FakeServer.problem("E-ENGINE-UNREACHABLE", "it does not answer")))),
                            Map.of("QUEUED", 2)));

            assertThat(typed.run("status")).isZero();
            assertThat(typed.out()).isEqualTo("""
                    server   1.2.3, instance abcd1234, up 2 h, accepting jobs
                    store    sqlite, well
                    engine   docker 20.10, cluster 0, in trouble
                             it does not answer  [E-ENGINE-UNREACHABLE]
                             fix: do something else
                    jobs     2 QUEUED
                    """);
        }
    }

    @Test
    void an_answer_of_something_else_is_told_apart_from_no_answer() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.JOBS, (_, reply) -> reply.whole(200, "text/html", "<html>".getBytes()));

            assertThat(typed.run("jobs")).isEqualTo(3);
            assertThat(typed.err()).contains("is no Fairlead server");
        }
    }

    @Test
    void a_long_reason_is_cut_where_nothing_says_how_wide_a_line_may_be() {
        Finding reason = FakeServer.problem("E-IMAGE-BUILD", "the image was not built: " + "x".repeat(300));
        JobList jobs = new JobList(
                List.of(Samples.summary(Samples.ID, "train", "QUEUED", Optional.of(reason), Optional.empty())),
                List.of(),
                Optional.empty());
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.JOBS, jobs);
            assertThat(typed.run("jobs", "--state", "QUEUED")).isZero();
            assertThat(typed.out().lines()).allMatch(line -> line.length() < 150);
            assertThat(typed.out()).contains("…").contains("registry.example.org/train:2");

            assertThat(typed.run("jobs", "--state", "QUEUED", "-o", "wide")).isZero();
            assertThat(typed.out()).contains("x".repeat(300));
        }
    }
}
