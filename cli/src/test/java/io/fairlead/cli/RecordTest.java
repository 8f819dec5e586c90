package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.wire.api.Api;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.Route;
import io.fairlead.wire.api.RunRecordView;
import io.fairlead.wire.api.RunRecordView.OutputView;
import io.fairlead.wire.api.RunRecordView.PartView;
import io.fairlead.wire.api.RunRecordView.RanOn;
import io.fairlead.wire.api.RunRecordView.ScoreView;
import io.fairlead.wire.api.RunRecordView.Sum;
import io.fairlead.wire.api.StageStats;
import io.fairlead.wire.api.SubmitResponse;
import io.fairlead.wire.json.JsonText;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordTest {
    private final Typed typed = new Typed();

    private static RunRecordView record(String job, int exit, String sum, long millis) {
        PartView part = new PartView(BigDecimal.ONE, List.of());
        return new RunRecordView(
                job,
                "train",
                "FINISHED",
                1,
                Optional.empty(),
                new JsonText("{}"),
                new JobDetail.Image("python:3", "sha256:" + "0a".repeat(32), "IMAGE_ID", "linux/amd64", 1),
                Optional.of(exit),
                Optional.of(millis),
                Map.of(),
                Optional.of(new RanOn("docker 20.10", "runc", "6.1", Optional.empty(), Optional.empty(), List.of())),
                Optional.of(new Sum(3, "0b".repeat(32))),
                Optional.empty(),
                List.of(new OutputView(
                        "/data/x", true, true, Optional.of(new Sum(3, sum.repeat(32))), Optional.empty())),
                List.of(),
                new ScoreView(BigDecimal.ONE, part, part));
    }

    private FakeServer server(List<RunRecordView> records) {
        return new FakeServer(typed.socket)
                .on(
                        Route.RECORD,
                        (asked, reply) -> reply.json(
                                200,
                                records.stream()
                                        .filter(it -> it.job().equals(asked.job()))
                                        .findFirst()
                                        .orElseThrow()));
    }

    @Test
    void two_jobs_that_differ_in_nothing_that_matters_are_the_same_however_long_they_took() {
        try (var server = server(List.of(record("aaaa", 0, "0c", 100), record("bbbb", 0, "0c", 900)))) {
            int code = typed.run("diff", "aaaa", "bbbb");

            assertThat(code).isZero();
            assertThat(typed.out())
                    .contains("/data/x", "0c0c0c0c0c0c  same", "ran 100 ms, then 900 ms")
                    .doesNotContain("DIFFERS", "machine");
            assertThat(server.asked(Route.RECORD)).hasSize(2);
        }
    }

    @Test
    void of_more_jobs_the_spread_is_shown() {
        List<RunRecordView> records =
                List.of(record("aaaa", 0, "0c", 100), record("bbbb", 0, "0d", 900), record("cccc", 3, "0c", 300));
        try (var server = server(records)) {
            int code = typed.run("diff", "aaaa", "bbbb", "cccc");

            assertThat(code).isEqualTo(1);
            assertThat(typed.out())
                    .contains("exit code   2          2 × 0, 1 × 3")
                    .contains("/data/x     2          2 × 0c0c0c0c0c0c, 1 × 0d0d0d0d0d0d")
                    .contains("ran 100 ms to 900 ms, median 300 ms");
            assertThat(server.asked(Route.RECORD)).hasSize(3);
        }
    }

    @Test
    void a_rerun_ends_as_the_job_did_and_with_1_where_it_must_be_the_same_and_is_not() {
        String id = Samples.detail("FINISHED", Optional.of(0), "", Optional.empty())
                .job()
                .id();
        List<RunRecordView> records = List.of(record(id, 0, "0c", 100), record("bbbb", 0, "0d", 100));
        try (var server = server(records)) {
            server.on(Route.JOB, Samples.detail("FINISHED", Optional.of(0), "", Optional.empty()))
                    .on(Route.RERUN, new SubmitResponse("bbbb", "train", "QUEUED", List.of(), false))
                    .on(
                            Route.EVENTS,
                            (_, reply) -> reply.begin("Content-Type: " + Api.EVENT_STREAM)
                                    .chunk(Samples.message(Samples.event(9, "ended", "FINISHED")))
                                    .end());

            assertThat(typed.run("rerun", id)).isZero();
            assertThat(typed.out()).contains("/data/x", "DIFFERS", "score");
            assertThat(typed.run("rerun", "--strict", id)).isEqualTo(1);
            assertThat(typed.run("rerun", "--detach", "--times", "2", id)).isZero();
            assertThat(typed.out()).endsWith("bbbb\nbbbb\n");
            assertThat(server.asked(Route.RERUN)).hasSize(4);
            assertThat(typed.run("rerun", "--times", "0", id)).isEqualTo(2);
        }
    }

    @Test
    void stages_are_shown_with_their_share_of_the_time() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(
                    Route.STATS_STAGES,
                    new StageStats(
                            4,
                            List.of(
                                    new StageStats.StageTime("select-image", 4, 100, 400, 1000),
                                    new StageStats.StageTime("execute", 0, 0, 0, 3000))));

            assertThat(typed.run("stats", "stages", "--all", "--days", "7")).isZero();

            assertThat(typed.out())
                    .contains("select image  4     100 ms  400 ms  25 %")
                    .contains("75 %");
            assertThat(server.asked(Route.STATS_STAGES).getFirst().query())
                    .containsEntry("scope", "all")
                    .containsEntry("days", "7");
        }
    }
}
