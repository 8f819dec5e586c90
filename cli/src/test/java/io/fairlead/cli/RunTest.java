package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.wire.api.ActionResponse;
import io.fairlead.wire.api.Api;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.Route;
import io.fairlead.wire.api.SubmitResponse;
import io.fairlead.wire.api.WhyView;
import io.fairlead.wire.document.Format;
import io.fairlead.wire.jobfile.JobFile;
import io.fairlead.wire.jobfile.ReadResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RunTest {
    private static final SubmitResponse MADE = new SubmitResponse(Samples.ID, "train", "QUEUED", List.of(), false);
    private final Typed typed = new Typed();

    private FakeServer server(String state, int exit) {
        return new FakeServer(typed.socket)
                .on(Route.SUBMIT, MADE)
                .on(Route.WHY, why("QUEUED", "waits at position 1 of the queue: the image is on its way, 3 of 9 MB"))
                .on(Route.JOB, Samples.detail(state, Optional.of(exit), "", Optional.empty()))
                .on(Route.LOGS, (it, reply) -> {
                    if (it.query().getOrDefault("attempt", "1").equals("1")) {
                        reply.begin(Api.LOG_ATTEMPT + ": 1").chunk("hello\n").end();
                    } else {
                        reply.problem(404, FakeServer.problem("E-ATTEMPT-UNKNOWN", "no other"));
                    }
                })
                .on(
                        Route.EVENTS,
                        (_, reply) -> reply.begin("Content-Type: " + Api.EVENT_STREAM)
                                .chunk(Samples.message(Samples.event(9, "ended", state)))
                                .end());
    }

    private static WhyView why(String state, String summary) {
        return new WhyView(
                Samples.ID,
                "train",
                state,
                Samples.ago(5),
                Optional.of(1),
                Optional.of(0),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                summary,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    @Test
    void its_output_and_its_exit_code_are_those_of_the_job() {
        try (var server = server("FAILED", 7)) {
            int code = typed.run("run", "python:3", "--", "sh", "-c", "exit 7");

            assertThat(code).isEqualTo(7);
            assertThat(typed.out()).isEqualTo("hello\n");
            assertThat(typed.err()).contains("job " + Samples.ID).contains("failed with exit code 7");
            assertThat(server.asked(Route.SUBMIT)).hasSize(1);
        }
    }

    @Test
    void a_definition_made_of_flags_is_one_that_the_reader_takes() {
        try (var server = server("FINISHED", 0)) {
            typed.environment.put("FROM_HERE", "yes");

            int code = typed.run(
                    "run",
                    "-g",
                    "2",
                    "--cpus=1.5",
                    "-m",
                    "512m",
                    "--gpu-model",
                    "A100",
                    "--shm",
                    "1g",
                    "-v",
                    "/project_ghent:/data:ro",
                    "-v",
                    "/project_antwerp",
                    "--tmpfs",
                    "/scratch:4g",
                    "-e",
                    "A=b=c",
                    "-e",
                    "FROM_HERE",
                    "-w",
                    "/data",
                    "--max-duration",
                    "2h",
                    "--name",
                    "train",
                    "reg:5000/a/python:3",
                    "python",
                    "--version");

            assertThat(code).isZero();
            String sent = server.asked(Route.SUBMIT).getFirst().body();
            ReadResult read = JobFile.read(sent.getBytes(StandardCharsets.UTF_8), Format.BY_CONTENT, List.of());
            assertThat(read.findings().problems()).isEmpty();
            assertThat(sent)
                    .contains("\"cpuMemoryGb\":0.5")
                    .contains("\"gpus\":2")
                    .contains("\"command\":[\"python\",\"--version\"]")
                    .contains("\"A\":\"b=c\"")
                    .contains("\"FROM_HERE\":\"yes\"")
                    .contains("{\"hostPath\":\"tmpfs\",\"containerPath\":\"/scratch\",\"sizeGb\":4}")
                    .contains("{\"hostPath\":\"/project_ghent\",\"containerPath\":\"/data\",\"readOnly\":true}");
        }
    }

    @Test
    void slices_of_a_profile_are_as_many_as_gpus_says_and_one_without_that() {
        try (var server = server("FINISHED", 0)) {
            typed.run("run", "--detach", "--mig-profile", "1g.10gb", "busybox");
            typed.run("run", "--detach", "--mig-profile", "2g.20gb", "-g", "2", "busybox");

            assertThat(server.asked(Route.SUBMIT).getFirst().body())
                    .contains("\"gpus\":1")
                    .contains("\"migProfile\":\"1g.10gb\"");
            assertThat(server.asked(Route.SUBMIT).getLast().body())
                    .contains("\"gpus\":2")
                    .contains("\"migProfile\":\"2g.20gb\"");
        }
    }

    @Test
    void the_least_that_can_be_typed_is_a_whole_definition() {
        try (var server = server("FINISHED", 0)) {
            assertThat(typed.run("run", "--detach", "busybox")).isZero();

            assertThat(typed.out()).isEqualTo(Samples.ID + "\n");
            String sent = server.asked(Route.SUBMIT).getFirst().body();
            ReadResult read = JobFile.read(sent.getBytes(StandardCharsets.UTF_8), Format.BY_CONTENT, List.of());
            assertThat(read.findings().problems()).isEmpty();
            assertThat(sent).contains("\"name\":\"busybox\"").doesNotContain("command");
        }
    }

    @Test
    void a_problem_points_at_the_flag_that_made_it() {
        Finding problem = Finding.of(new io.fairlead.core.problem.ProblemCode("E-GPUS", "too many", "fewer", "")
                .problem(FieldPath.of("request").key("resources").key("gpus"), "9"));
        try (var server = server("FINISHED", 0)) {
            server.on(Route.SUBMIT, (_, reply) -> reply.problem(422, problem));

            assertThat(typed.run("run", "-g", "9", "busybox")).isEqualTo(2);
            assertThat(typed.err()).startsWith("fairlead: --gpus: too many");
        }
    }

    @Test
    void an_interactive_one_waits_for_its_image_and_asks_again() {
        AtomicInteger times = new AtomicInteger();
        try (var server = server("FINISHED", 0)) {
            server.on(Route.SUBMIT, (_, reply) -> {
                if (times.incrementAndGet() < 3) {
                    reply.problem(409, FakeServer.problem("E-IMAGE-ABSENT", "the image is on its way"));
                } else {
                    reply.json(201, MADE);
                }
            });

            assertThat(typed.run("run", "--interactive", "busybox")).isZero();
            assertThat(typed.err()).contains("waiting for the image: the image is on its way");
        }
    }

    @Test
    void what_it_waits_for_is_said_once_where_there_is_no_terminal() {
        CompletableFuture<Void> shown = new CompletableFuture<>();
        AtomicInteger looks = new AtomicInteger();
        try (var server = server("FINISHED", 0)) {
            server.on(Route.WHY, (_, reply) -> {
                if (looks.incrementAndGet() == 3) {
                    shown.complete(null);
                }
                reply.json(200, why("QUEUED", "the image is on its way, " + looks + " MB"));
            });
            server.on(Route.LOGS, (it, reply) -> {
                shown.join();
                if (it.query().containsKey("attempt")) {
                    reply.problem(404, FakeServer.problem("E-ATTEMPT-UNKNOWN", "no other"));
                } else {
                    reply.begin(Api.LOG_ATTEMPT + ": 1").end();
                }
            });

            assertThat(typed.run("run", "busybox")).isZero();
            assertThat(typed.err()).containsOnlyOnce("QUEUED: the image is on its way");
        }
    }

    @Test
    void ctrl_c_cancels_the_job_and_a_second_one_leaves_it() {
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        try (var server = server("CANCELLED", 143)) {
            server.on(Route.CANCEL, (_, reply) -> {
                reply.json(202, new ActionResponse(Samples.ID, "train", "RUNNING", "asked", "cancel recorded"));
                cancelled.complete(null);
            });
            server.on(Route.LOGS, (it, reply) -> {
                Thread.ofVirtual().start(typed::interrupt);
                cancelled.join();
                if (it.query().containsKey("attempt")) {
                    reply.problem(404, FakeServer.problem("E-ATTEMPT-UNKNOWN", "no other"));
                } else {
                    reply.begin(Api.LOG_ATTEMPT + ": 1").end();
                }
            });

            assertThat(typed.run("run", "busybox")).isEqualTo(130);
            assertThat(server.asked(Route.CANCEL)).hasSize(1);
            assertThat(typed.left().join()).isEqualTo(130);
            assertThat(typed.err()).contains("asking for the end of job").contains("was cancelled");
        }
    }

    @Test
    void numbers_and_sizes_of_a_wrong_form_are_wrong_usage() {
        Map<String, List<String>> wrong = Map.of(
                "--gpus takes a number, not \"two\"", List.of("--gpus=two"),
                "--memory takes a size", List.of("-m", "9x"),
                "--mount takes SRC:DST", List.of("-v", "a:b:c:d"),
                "--tmpfs takes DST:SIZE", List.of("--tmpfs", "/a"),
                "--env takes KEY=VALUE", List.of("-e", "NOT_SET_HERE"));
        wrong.forEach((message, flags) -> {
            String[] words = new String[flags.size() + 2];
            words[0] = "run";
            flags.toArray(words);
            System.arraycopy(flags.toArray(), 0, words, 1, flags.size());
            words[0] = "run";
            words[words.length - 1] = "busybox";

            assertThat(typed.run(words)).as(message).isEqualTo(2);
            assertThat(typed.err()).contains(message).contains("usage: fairlead run");
        });
    }

    @Test
    void values_that_do_not_fit_are_told_together() {
        assertThat(typed.run(
                        "run", "--cpus", "x", "-g", "two", "-m", "9x", "--tmpfs", "foo:1g", "-v", ":", "-e", "NO",
                        "busybox"))
                .isEqualTo(2);
        assertThat(typed.err())
                .contains(
                        "fairlead: --cpus takes a number, not \"x\"",
                        "fairlead: --gpus takes a number, not \"two\"",
                        "fairlead: --memory takes a size as 16, 16g or 512m, not \"9x\"",
                        "fairlead: --env takes KEY=VALUE",
                        "fairlead: --mount takes SRC:DST",
                        "fairlead: --tmpfs takes DST:SIZE, as /scratch:4g, not \"foo:1g\"")
                .containsOnlyOnce("usage: fairlead run");
    }
}
