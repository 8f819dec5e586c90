package io.fairlead.checks.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fairlead.wire.api.AttemptView.PlacementView;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.client.SubmitOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several clusters at two sites: where jobs run, by number, storage and what they ask for. */
@Timeout(120)
class PlacementIT {
    private static final String SITES = "{ghent: {clusters: 0-99}, antwerp: {clusters: 100-199}}";
    private static final String CLUSTERS = "["
            + node(1, "ghent-a", "fast", "NVIDIA A100 80GB PCIe", 80) + ","
            + node(2, "ghent-b", "slow", "NVIDIA L4", 24) + ","
            + node(100, "antwerp-a", "fast", "NVIDIA H100 80GB HBM3", 80)
                    .replace(
                            "memoryGb: 80}]",
                            "memoryGb: 80}, {model: NVIDIA A30, memoryGb: 24, mig: [1g.6gb, 2g.12gb]}]")
            + "]";
    private static final String SMALL = "\"cpus\": 0.1, \"cpuMemoryGb\": 0.06, ";

    private static ServerUnderTest server;

    private static String node(int id, String name, String feature, String model, int memory) {
        return """
                {id: %d, name: cluster-%s, node: {name: %s, cores: 2, memoryGb: 1, features: [%s],\
                 simulatedGpus: [{model: %s, count: 2, memoryGb: %d}]}}\
                """.formatted(id, name, name, feature, model, memory);
    }

    @BeforeAll
    static void start() throws Exception {
        server = ServerUnderTest.docker()
                .with("sites", SITES)
                .with("clusters", CLUSTERS)
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void a_job_runs_where_its_storage_is_and_its_files_are_its_owner_s() throws Exception {
        String ghent = server.submit(writing("/project_ghent"));
        String antwerp = server.submit(writing("/project_antwerp"));

        assertThat(placed(server.over(ghent)).cluster()).isIn(1, 2);
        assertThat(placed(server.over(antwerp)).cluster()).isEqualTo(100);
        for (String site : List.of("ghent", "antwerp")) {
            Path written = server.folder().resolve("volumes").resolve(site).resolve("nogroup/written");
            assertThat(written).hasContent("/project_" + site);
            assertThat(Files.getAttribute(written, "unix:uid")).isEqualTo(Person.NOBODY.uid());
        }
    }

    private static Work writing(String share) {
        return Work.shell("echo " + share + " > " + share + "/written").storage(share);
    }

    @Test
    void storage_of_one_site_on_a_cluster_of_another_is_refused_with_what_to_mount_instead() throws Exception {
        Finding problem = refusal(
                Work.shell("exit 0").storage("/project_ghent").resources(SMALL + "\"gpus\": 0, \"clusterId\": 100"));

        assertThat(problem.code()).isEqualTo("E-VOLUME-ELSEWHERE");
        assertThat(problem.path()).startsWith("request.docker.storage[0]");
        assertThat(problem.message()).contains("/project_ghent", "100");
        assertThat(problem.fix()).contains("/project_antwerp");
    }

    @Test
    void storage_of_two_sites_together_is_nowhere() throws Exception {
        assertThat(refusal(Work.shell("exit 0").storage("/project_ghent", "/project_antwerp"))
                        .code())
                .isEqualTo("E-VOLUMES-APART");
    }

    @Test
    void what_a_job_asks_for_decides_the_cluster_and_the_device_that_it_sees() throws Exception {
        SequencedMap<String, Integer> wishes = new LinkedHashMap<>();
        wishes.put("\"gpus\": 1, \"gpuModel\": \"a100\"", 1);
        wishes.put("\"gpus\": 1, \"gpuModel\": \"L4\"", 2);
        wishes.put("\"gpus\": 1, \"gpuModel\": [\"h100\", \"h200\"]", 100);
        wishes.put("\"gpus\": 1, \"gpuMemoryGb\": 40, \"clusterId\": [1, 2]", 1);
        wishes.put("\"gpus\": 1, \"migProfile\": \"2g.12gb\"", 100);
        wishes.put("\"gpus\": 0.5, \"gpuModel\": \"h100\"", 100);
        wishes.put("\"gpus\": 0, \"features\": [\"slow\"]", 2);
        wishes.put("\"gpus\": 0, \"clusterId\": 100", 100);
        wishes.put("\"gpus\": 0, \"clusterId\": \"cluster-ghent-b\"", 2);
        wishes.put("\"gpus\": 0, \"slaveName\": \"antwerp-a\"", 100);
        SequencedMap<String, String> ids = new LinkedHashMap<>();
        for (String wish : wishes.sequencedKeySet()) {
            Work work = Work.shell("nvidia-smi -L; exit 0").resources(SMALL + wish);
            ids.put(wish, server.submit(work));
        }

        for (Map.Entry<String, String> one : ids.entrySet()) {
            JobDetail job = server.over(one.getValue());
            assertThat(job.job().state()).as(one.getKey()).isEqualTo("FINISHED");
            assertThat(placed(job).cluster()).as(one.getKey()).isEqualTo(wishes.get(one.getKey()));
        }
        String share = ids.get("\"gpus\": 0.5, \"gpuModel\": \"h100\"");
        assertThat(server.job(share).notices()).extracting(Finding::code).containsExactly("N-GPU-SHARE");
        assertThat(server.log(share))
                .contains(placed(server.job(share)).devices().getFirst())
                .contains("0.5 of it is this job's, which nothing enforces");
        assertThat(server.log(ids.get("\"gpus\": 1, \"migProfile\": \"2g.12gb\"")))
                .contains("NVIDIA A30 MIG 2g.12gb", "SIM-MIG-");
        String first = ids.sequencedValues().iterator().next();
        assertThat(placed(server.job(first)).devices()).hasSize(1);
        assertThat(server.log(first))
                .contains("A100", placed(server.job(first)).devices().getFirst());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"gpus\": 1, \"gpuModel\": \"h100\", \"clusterId\": 1|E-GPU-MODEL-UNSATISFIABLE|A100",
                "\"gpus\": 1, \"gpuModel\": \"l4\", \"gpuMemoryGb\": 40|E-GPU-MODEL-UNSATISFIABLE|40",
                "\"gpus\": 0, \"features\": [\"slow\"], \"clusterId\": 1|E-UNSATISFIABLE|features",
                "\"gpus\": 1, \"features\": [\"slow\"], \"gpuModel\": \"a100\"|E-UNSATISFIABLE|features",
                "\"gpus\": 0, \"clusterId\": 7|E-CLUSTER-UNKNOWN|7",
                "\"gpus\": 0, \"slaveName\": \"ghent-a\", \"clusterId\": 100|E-NODE-UNKNOWN|ghent-a"
            })
    void what_no_cluster_has_together_is_refused(String wish, String code, String named) throws Exception {
        Finding problem = refusal(Work.shell("exit 0").resources(SMALL + wish));

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.message()).contains(named);
    }

    @Test
    void each_engine_has_its_own_images_and_a_job_runs_where_its_image_is() throws Exception {
        try (PrivateDockerd other = new PrivateDockerd();
                ServerUnderTest two = ServerUnderTest.docker()) {
            two.with(
                            "clusters",
                            "[{id: 0, name: near, node: {name: near, cores: 1, memoryGb: 1}},"
                                    + " {id: 1, name: far, dockerSocket: " + other.socket()
                                    + ", node: {name: far, cores: 1, memoryGb: 1}}]")
                    .start();
            Work everywhere = Work.shell("exit 0");
            Work near = Work.shell("exit 0").image("fairlead/test-home:1");
            String far = SMALL + "\"gpus\": 0, \"clusterId\": 1";

            var accepted = two.ask(client -> client.submit(near.json(), SubmitOptions.PLAIN.as(Person.NOBODY.name())));
            String there = two.submit(everywhere.resources(far));

            assertThat(accepted.notices()).extracting(Finding::code).contains("N-IMAGE-NOT-THERE");
            assertThat(placed(two.over(accepted.id())).cluster()).isZero();
            JobDetail ran = two.over(there);
            assertThat(ran.job().state()).isEqualTo("FINISHED");
            assertThat(placed(ran).cluster()).isEqualTo(1);
            ApiRefusal refusal = catchThrowableOfType(ApiRefusal.class, () -> two.submit(near.resources(far)));
            assertThat(refusal.problem().errors()).extracting(Finding::path).contains("request.docker.image");
        }
    }

    private static PlacementView placed(JobDetail job) {
        return job.attempts().getLast().placements().getFirst();
    }

    private static Finding refusal(Work work) {
        ApiRefusal refusal = catchThrowableOfType(ApiRefusal.class, () -> server.submit(work));
        return refusal.problem().errors().getFirst();
    }
}
