package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.wire.api.ActionResponse;
import io.fairlead.wire.api.Api;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.JobList;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.api.Route;
import io.fairlead.wire.api.SubmitResponse;
import io.fairlead.wire.json.JsonText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DockerTest {
    private static final String DEFINITION = "{\"name\":\"train\",\"request\":{\"resources\":{\"cpus\":4,\"gpus\":1,"
            + "\"cpuMemoryGb\":8,\"shmGb\":2},\"docker\":{\"image\":\"train:2\",\"command\":[\"python\",\"train.py\","
            + "\"--epochs\",\"30\"],\"environment\":{\"A\":\"b c\"},\"tty\":true},\"later\":{\"unknown\":[1]}}}";

    private final Typed typed = new Typed().calledAs("docker");

    private static JobDetail detail(String state, Optional<Integer> exit) {
        JobDetail plain = Samples.detail(state, exit, "", Optional.empty());
        return new JobDetail(
                plain.job(),
                plain.description(),
                plain.labels(),
                plain.runsAs(),
                plain.image(),
                plain.mounts(),
                plain.cancelRequestedAt(),
                plain.attempts(),
                plain.stages(),
                plain.filesLeft(),
                Optional.empty(),
                plain.notices(),
                Optional.empty(),
                new JsonText(DEFINITION));
    }

    private FakeServer server(String state, Optional<Integer> exit) {
        JobDetail job = detail(state, exit);
        JobSummary waiting = Samples.summary(
                "0000000001",
                "next",
                "QUEUED",
                Optional.of(FakeServer.problem("E-GPUS-BUSY", "no GPU is free")),
                Optional.empty());
        return new FakeServer(typed.socket)
                .on(Route.JOBS, (asked, reply) -> {
                    String name = asked.query().getOrDefault("name", "");
                    List<JobSummary> jobs = name.isEmpty()
                            ? List.of(job.job(), waiting)
                            : name.equals("train") ? List.of(job.job()) : List.of();
                    reply.json(200, new JobList(jobs, List.of(), Optional.empty()));
                })
                .on(Route.JOB, (asked, reply) -> {
                    if (asked.job().equals(Samples.ID) || asked.job().equals("0000000001")) {
                        reply.json(200, asked.job().equals(Samples.ID) ? job : waiting(job, waiting));
                    } else {
                        reply.problem(404, FakeServer.problem("E-JOB-UNKNOWN", "no such job"));
                    }
                });
    }

    private static JobDetail waiting(JobDetail like, JobSummary summary) {
        return new JobDetail(
                summary,
                like.description(),
                like.labels(),
                like.runsAs(),
                like.image(),
                like.mounts(),
                like.cancelRequestedAt(),
                List.of(),
                like.stages(),
                like.filesLeft(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                like.definition());
    }

    @Test
    void ones_own_jobs_are_listed_as_docker_lists_containers() {
        try (var server = server("RUNNING", Optional.empty())) {
            assertThat(typed.run("ps")).isZero();

            assertThat(typed.out()).isEqualTo("""
                    CONTAINER ID   IMAGE                          COMMAND                  CREATED         STATUS                     PORTS     NAMES
                    7g3k0q2m4x     registry.example.org/train:2   "python train.py --e…"   5 minutes ago   Up 3 minutes                         train
                    0000000001     registry.example.org/train:2   "python train.py --e…"   5 minutes ago   Created (no GPU is free)             next
                    """);
            assertThat(typed.run("ps", "-q")).isZero();
            assertThat(typed.out()).isEqualTo("7g3k0q2m4x\n0000000001\n");
            assertThat(typed.run(
                            "container",
                            "ls",
                            "--filter",
                            "status=running",
                            "--format",
                            "table {{.Names}}\\t{{.Status}}"))
                    .isZero();
            assertThat(typed.out()).isEqualTo("NAMES     STATUS\ntrain     Up 3 minutes\n");
            assertThat(typed.run("ps", "--format", "{{.Names}} {{.Nmaes}}")).isEqualTo(2);
            assertThat(typed.err()).contains("there is no field .Nmaes; did you mean .Names?");
            assertThat(server.asked(Route.JOBS))
                    .allSatisfy(asked -> assertThat(asked.query()).doesNotContainKey("all"));
        }
    }

    @Test
    void those_that_have_ended_are_listed_with_a() {
        try (var _ = server("FAILED", Optional.of(7))) {
            assertThat(typed.run("ps", "--format", "{{.Names}}")).isZero();
            assertThat(typed.out()).isEqualTo("next\n");
            assertThat(typed.run("ps", "-a", "--format", "{{.Names}}: {{.Status}}"))
                    .isZero();
            assertThat(typed.out()).startsWith("train: Exited (7) 10 seconds ago\n");
        }
    }

    @Test
    void inspect_shows_a_job_in_the_shape_of_a_container() {
        try (var _ = server("RUNNING", Optional.empty())) {
            assertThat(typed.run("inspect", "train")).isZero();
            assertThat(typed.out())
                    .startsWith("[\n  {\n    \"Id\": \"7g3k0q2m4x\"")
                    .contains("\"Env\": [\n        \"A=b c\"\n      ]", "\"ShmSize\": 2147483648", "\"Running\": true");

            assertThat(typed.run("inspect", "--format", "{{.Config.Labels}} {{json .Args}}", "train"))
                    .isZero();
            assertThat(typed.out()).isEqualTo("map[team:vision] [\"train.py\",\"--epochs\",\"30\"]\n");
            assertThat(typed.run("inspect", "-f", "{{range .Mounts}}{{.Source}}->{{.Destination}}{{end}}", Samples.ID))
                    .isZero();
            assertThat(typed.out()).isEqualTo("/srv/ghent/vision->/project_ghent\n");
            assertThat(typed.run("inspect", "tarin")).isEqualTo(1);
            assertThat(typed.err()).contains("neither a container nor an image tarin of yours");
        }
    }

    @Test
    void the_last_lines_of_a_log_are_printed_by_name() {
        try (var server = server("RUNNING", Optional.empty())) {
            server.on(Route.LOGS, (asked, reply) -> {
                String all = "one\ntwo\nthree\n";
                int offset = Integer.parseInt(asked.query().getOrDefault("offset", "0"));
                reply.begin("Content-Type: application/octet-stream", "Fairlead-Attempt: 1", "Fairlead-Next-Offset: 14")
                        .chunk(all.substring(offset))
                        .end();
            });

            assertThat(typed.run("logs", "--tail", "2", "train"))
                    .as(typed.err())
                    .isZero();

            assertThat(typed.out()).isEqualTo("two\nthree\n");
            assertThat(typed.run("logs", "nobody")).isEqualTo(1);
            assertThat(typed.err()).contains("no such container: nobody");
        }
    }

    private static FakeServer.Answer ended(String state) {
        return (_, reply) -> reply.begin("Content-Type: " + Api.EVENT_STREAM)
                .chunk(Samples.message(Samples.event(9, "ended", state)))
                .end();
    }

    @Test
    void stop_is_done_when_the_container_has_ended() {
        try (var server = server("RUNNING", Optional.empty())) {
            server.on(Route.CANCEL, new ActionResponse(Samples.ID, "train", "RUNNING", "asked", "it is being stopped"));
            server.on(Route.EVENTS, (asked, reply) -> {
                assertThat(typed.out()).as("before its end").isEmpty();
                ended("CANCELLED").to(asked, reply);
            });

            assertThat(typed.run("stop", "train", "nobody")).isEqualTo(1);

            assertThat(typed.out()).isEqualTo("train\n");
            assertThat(server.asked(Route.CANCEL).getFirst().job()).isEqualTo(Samples.ID);
            assertThat(server.asked(Route.EVENTS)).hasSize(1);
        }
    }

    @Test
    void rm_with_force_ends_it_and_then_takes_it_out_of_view() {
        try (var server = server("RUNNING", Optional.empty())) {
            server.on(Route.CANCEL, new ActionResponse(Samples.ID, "train", "RUNNING", "asked", "it is being stopped"));
            server.on(Route.EVENTS, ended("CANCELLED"));
            server.on(Route.REMOVE, (_, reply) -> {
                assertThat(server.asked(Route.EVENTS)).as("its end was seen").hasSize(1);
                reply.json(200, new ActionResponse(Samples.ID, "train", "CANCELLED", "removed", "it is out of view"));
            });

            assertThat(typed.run("rm", "-f", "train")).as(typed.err()).isZero();

            assertThat(typed.out()).isEqualTo("train\n");
            assertThat(server.asked(Route.REMOVE)).hasSize(1);
        }
    }

    @Test
    void wait_prints_the_exit_code_and_succeeds() {
        try (var server = server("FAILED", Optional.of(7))) {
            server.on(Route.EVENTS, ended("FAILED"));

            assertThat(typed.run("wait", "train")).as(typed.err()).isZero();
            assertThat(typed.out()).isEqualTo("7\n");
            assertThat(typed.run("wait", "nobody")).isEqualTo(1);
        }
    }

    @Test
    void run_becomes_a_job_and_its_refusals_keep_their_fix() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.SUBMIT, new SubmitResponse(Samples.ID, "x", "QUEUED", List.of(), false));

            assertThat(typed.run("run", "-d", "--gpus", "1", "x:1", "sleep", "1"))
                    .isZero();

            assertThat(typed.out()).isEqualTo(Samples.ID + "\n");
            assertThat(server.asked(Route.SUBMIT).getFirst().query()).containsEntry("dialect", "docker");
            assertThat(typed.run("run", "--privileged", "x:1")).isEqualTo(2);
            assertThat(typed.err()).contains("--privileged can not be had: it is root on the whole machine");
        }
    }

    @Test
    void words_that_can_not_be_had_say_what_is_there_instead() {
        assertThat(typed.run("build", ".")).isEqualTo(2);
        assertThat(typed.err())
                .contains("docker build can not be had here; images are made with fairlead image create");
        assertThat(typed.run("image", "history", "x")).isEqualTo(2);
        assertThat(typed.err()).contains("docker history can not be had here; fairlead image show NAME");
        assertThat(typed.run("image", "inpsect", "x")).isEqualTo(2);
        assertThat(typed.err()).contains("unknown command docker image inpsect; did you mean inspect?");
        assertThat(typed.run("lgos", "x")).isEqualTo(2);
        assertThat(typed.err()).contains("unknown command docker lgos; did you mean logs?");
        assertThat(typed.run("run", "--help")).isZero();
        assertThat(typed.run()).isZero();
        assertThat(typed.out()).contains("docker ps", "list your jobs as containers");
    }
}
