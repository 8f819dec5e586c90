package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.wire.api.ActionResponse;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.JobList;
import io.fairlead.wire.api.NodeList;
import io.fairlead.wire.api.Route;
import io.fairlead.wire.api.SubmitResponse;
import io.fairlead.wire.json.JsonText;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RunaiTest {
    private static final String DEFINITION = "{\"name\":\"train\",\"request\":{\"resources\":{\"cpus\":4,\"gpus\":1,"
            + "\"cpuMemoryGb\":8,\"shmGb\":1},\"docker\":{\"image\":\"train:2\",\"command\":[\"python\",\"a b.py\"]}}}";

    private final Typed typed = new Typed().calledAs("runai");

    private FakeServer server(String state) {
        JobDetail plain = Samples.detail(state, Optional.empty(), "", Optional.empty());
        JobDetail job = new JobDetail(
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
        return new FakeServer(typed.socket)
                .on(Route.JOBS, new JobList(List.of(job.job()), List.of(), Optional.empty()))
                .on(Route.JOB, job)
                .on(Route.SUBMIT, new SubmitResponse(Samples.ID, "train1", "QUEUED", List.of(), false));
    }

    private static NodeList.NodeView node(String name) {
        return new NodeList.NodeView(
                0,
                name,
                "local",
                BigDecimal.ONE,
                BigDecimal.ONE,
                1,
                1,
                List.of(),
                Optional.empty(),
                List.of(),
                true,
                Optional.empty(),
                false,
                Optional.empty());
    }

    @Test
    void submit_says_what_its_users_know_and_hands_in_a_definition() {
        try (var server = server("RUNNING")) {
            assertThat(typed.run("submit", "train1", "-i", "x:1", "-g", "1", "--", "python", "a.py"))
                    .isZero();

            assertThat(typed.out()).isEqualTo("""
                    The job 'train1' has been submitted successfully
                    You can run `runai describe job train1` to check the job status
                    """);
            FakeServer.Asked asked = server.asked(Route.SUBMIT).getFirst();
            assertThat(asked.query()).containsEntry("dialect", "runai");
            assertThat(asked.body()).contains("\"command\":[\"python\",\"a.py\"]");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "training submit train1 -i x:1 -g 1 -- python a.py",
        "training standard submit train1 -i x:1 --gpu-devices-request 1 -- python a.py",
        "workspace submit train1 -i x:1 --gpu-portion-request 1 -- python a.py",
    })
    void the_second_generation_says_the_kind_of_work_first(String line) {
        try (var server = server("RUNNING")) {
            assertThat(typed.run(line.split(" ", -1))).as(typed.err()).isZero();
            assertThat(server.asked(Route.SUBMIT).getFirst().body())
                    .contains("\"command\":[\"python\",\"a.py\"]")
                    .contains("\"gpus\":1");
            assertThat(typed.run(line.split(" ", -1)[0], "list")).isZero();
            assertThat(typed.out()).contains("train");
            assertThat(typed.run("workload", "describe", "train")).isZero();
        }
    }

    @Test
    void a_local_image_is_refused_where_a_cluster_has_more_than_one_machine() {
        try (var server = server("RUNNING")) {
            server.on(Route.NODES, new NodeList(List.of(node("a"))));
            assertThat(typed.run("submit", "t", "-i", "team/x:1", "--local-image"))
                    .isZero();

            server.on(Route.NODES, new NodeList(List.of(node("a"), node("b"))));
            assertThat(typed.run("submit", "t", "-i", "team/x:1", "--local-image"))
                    .isEqualTo(2);

            assertThat(typed.err())
                    .contains("cluster 0 has 2 machines")
                    .contains("docker push REGISTRY/team/x:1")
                    .contains("E-LOCAL-IMAGE");
            assertThat(server.asked(Route.SUBMIT)).hasSize(1);
        }
    }

    @Test
    void jobs_are_listed_in_the_columns_of_its_users_and_ended_by_name() {
        try (var server = server("RUNNING")) {
            server.on(Route.CANCEL, new ActionResponse(Samples.ID, "train", "RUNNING", "asked", "it is being stopped"));

            assertThat(typed.run("list", "jobs")).isZero();
            assertThat(typed.out())
                    .startsWith("NAME   STATUS   AGE  NODE  IMAGE")
                    .contains("train  Running  5m   dgx1")
                    .contains("1 (1)");
            assertThat(typed.run("describe", "job", "train", "-o", "json")).isZero();
            assertThat(typed.out()).contains("\"id\": \"" + Samples.ID + "\"");
            assertThat(typed.run("delete", "train")).isZero();
            assertThat(server.asked(Route.CANCEL)).hasSize(1);
        }
    }

    @Test
    void words_that_can_not_be_had_say_what_is_there_instead() {
        assertThat(typed.run("training", "mpi", "submit", "x")).isEqualTo(2);
        assertThat(typed.err()).contains("runai training mpi can not be had here");
        assertThat(typed.run("workspace", "suspend", "x")).isEqualTo(2);
        assertThat(typed.err()).contains("runai suspend can not be had here").contains("fairlead hold");
        assertThat(typed.run("sumbit", "x")).isEqualTo(2);
        assertThat(typed.err()).contains("did you mean submit?");
        assertThat(typed.run("submit", "x", "-i", "x:1", "--jupyter")).isEqualTo(2);
        assertThat(typed.err()).contains("--jupyter can not be had: the proxy for notebooks is not built");
    }

    @Test
    void a_job_or_a_file_is_exported_as_a_line_for_a_shell() {
        Typed own = new Typed();
        try (var server = new FakeServer(own.socket)) {
            JobDetail plain = Samples.detail("RUNNING", Optional.empty(), "", Optional.empty());
            server.on(Route.JOBS, new JobList(List.of(), List.of(), Optional.empty()))
                    .on(
                            Route.JOB,
                            new JobDetail(
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
                                    new JsonText(DEFINITION)));

            assertThat(own.run("export", "--to", "runai", Samples.ID)).isZero();

            String line =
                    "runai submit train -i train:2 --image-pull-policy IfNotPresent --run-as-user -g 1 --cpu 4 --cpu-limit 4"
                            + " --memory 9Gi --memory-limit 9Gi --large-shm -- python 'a b.py'\n";
            assertThat(own.out()).isEqualTo(line);
            assertThat(own.err()).contains("the size of /dev/shm, 1 GiB can not be said to runai submit");
            assertThat(own.piped(DEFINITION).run("export", "--to", "runai", "-"))
                    .isZero();
            assertThat(own.out()).isEqualTo(line);
            assertThat(own.run("export", Samples.ID)).isEqualTo(2);
            assertThat(own.err()).contains("--to is missing");
        }
    }
}
