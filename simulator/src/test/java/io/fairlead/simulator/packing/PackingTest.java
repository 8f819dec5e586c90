package io.fairlead.simulator.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.fairlead.core.pack.Fleet;
import io.fairlead.core.pack.Workload;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.simulator.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PackingTest {
    private static final Path TRACES = Path.of("..", "examples", "scheduling", "openb");
    private static final List<Long> SEEDS = List.of(42L, 43L, 44L);

    private static Table table(String name) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(TRACES.resolve(name + ".csv.gz")))) {
            return Table.of(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static double allocation(String trace, PackingPolicy policy, boolean history) throws IOException {
        Cluster cluster = Cluster.of(table("node_list_gpu_node"));
        Tasks tasks = Tasks.of(table("pod_list_" + trace), cluster.models());
        Optional<Workload> past = history ? Optional.of(Workload.of(tasks.shapes())) : Optional.empty();
        return new Packing(cluster, tasks, policy, SEEDS, 1.3, past)
                .run(_ -> {})
                .allocationPercent();
    }

    /** Published in ATC 2023, means of ten seeds. */
    @Test
    void on_every_trace_fragmentation_and_best_fit_are_as_good_as_published() throws IOException {
        Map<String, double[]> published = Map.of(
                "default", new double[] {95.39, 93.08},
                "cpu100", new double[] {95.35, 93.44},
                "gpushare40", new double[] {94.15, 91.69},
                "gpuspec20", new double[] {94.84, 93.30},
                "multigpu30", new double[] {96.46, 94.72});
        for (Map.Entry<String, double[]> entry : published.entrySet()) {
            assertThat(allocation(entry.getKey(), PackingPolicy.FRAGMENTATION, false))
                    .as(entry.getKey())
                    .isGreaterThanOrEqualTo(entry.getValue()[0] - 0.3);
            assertThat(allocation(entry.getKey(), PackingPolicy.BEST_FIT, false))
                    .as(entry.getKey())
                    .isCloseTo(entry.getValue()[1], offset(0.5));
        }
    }

    @Test
    void what_the_server_runs_packs_better_than_best_fit_and_with_history_as_well_as_any() throws IOException {
        assertThat(allocation("default", PackingPolicy.DEFAULT, false)).isGreaterThanOrEqualTo(94.0);
        assertThat(allocation("default", PackingPolicy.DEFAULT, true)).isGreaterThanOrEqualTo(95.3);
    }

    @Test
    void policies_rank_as_published() throws IOException {
        Map<PackingPolicy, Double> found = new EnumMap<>(PackingPolicy.class);
        for (PackingPolicy policy : PackingPolicy.values()) {
            found.put(policy, allocation("default", policy, false));
        }

        assertThat(List.of(
                        found.get(PackingPolicy.RANDOM),
                        found.get(PackingPolicy.DOT_PRODUCT),
                        found.get(PackingPolicy.PACKING),
                        found.get(PackingPolicy.BEST_FIT),
                        found.get(PackingPolicy.FRAGMENTATION)))
                .isSorted();
        assertThat(found.get(PackingPolicy.RANDOM)).isCloseTo(87.47, offset(0.7));
    }

    private static final String NODES = """
            sn,cpu_milli,memory_mib,gpu,model
            b,16000,32768,2,T4
            a,8000,16384,1,P100
            """;

    private static final String TASKS = """
            name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec
            t1,4000,4096,1,500,
            t2,4000,4096,1,500,
            t3,4000,4096,1,1000,P100
            t4,4000,4096,1,1000,T4|V100
            t5,2000,4096,0,0,
            t6,4000,4096,2,1000,
            """;

    private static Optional<Fleet.Place> on(int machine, long devices) {
        return Optional.of(new Fleet.Place(machine, devices));
    }

    /** The worked example of docs/internals/scheduling.md. */
    @Test
    void six_tasks_on_two_nodes() {
        Cluster cluster = Cluster.of(Table.of("nodes", NODES));
        Tasks tasks = Tasks.of(Table.of("tasks", TASKS), cluster.models());

        Packing packing = new Packing(cluster, tasks, PackingPolicy.DEFAULT, List.of(42L), 1, Optional.empty());

        // t2 and t1 go to a, on the same GPU; t5 and t6 to b; t4 and t3 find no GPU.
        Optional<Fleet.Place> dropped = Optional.empty();
        assertThat(packing.placements(42))
                .extracting(Placed::place)
                .containsExactly(on(0, 0b1), on(0, 0b1), on(1, 0), on(1, 0b11), dropped, dropped);
        Packing.Figures figures = packing.run(_ -> {});
        assertThat(figures.allocationPercent()).isCloseTo(100.0, offset(0.001));
        assertThat(figures.placed()).isEqualTo(4);
        assertThat(figures.dropped()).isEqualTo(2);
        assertThat(figures.fragmentedPercent()).isZero();
    }

    @Test
    void a_table_that_is_none_says_everything_that_is_wrong() {
        Table table = Table.of("nodes.csv", "sn,cpu\nx,1\ny\n");

        assertThatThrownBy(() -> Cluster.of(table))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problems())
                                .extracting(problem -> problem.message())
                                .contains(
                                        "nodes.csv has no column cpu_milli",
                                        "nodes.csv has no column memory_mib",
                                        "nodes.csv has no column gpu",
                                        "nodes.csv has no column model"));
    }

    private static void refused(ThrowingCallable reading, String... messages) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problems())
                                .extracting(problem -> problem.message())
                                .containsExactly(messages));
    }

    @Test
    void all_values_that_no_task_can_have_are_told_together() {
        String tasks = "name,cpu_milli,memory_mib,num_gpu,gpu_milli\nt1,-1,1,1,0\nt2,1,x,2,500\nt3,1,1,65,1000\n";

        refused(
                () -> Tasks.of(Table.of("t.csv", tasks), Map.of()),
                "line 2 of t.csv: gpu_milli is 0, which is not a whole number from 1 to 1000",
                "line 2 of t.csv: cpu_milli is -1, which is not a whole number from 0 to 1000000000000",
                "line 3 of t.csv: gpu_milli is 500, which is not a whole number from 1000 to 1000",
                "line 3 of t.csv: memory_mib is x, which is not a whole number from 0 to 1000000000000",
                "line 4 of t.csv: num_gpu is 65, which is not a whole number from 0 to 64");
    }

    @Test
    void a_file_without_anything_in_it_is_not_said_to_lack_columns() {
        refused(() -> Cluster.of(Table.of("n.csv", "")), "n.csv has nothing to simulate");
    }

    @Test
    void models_beyond_those_that_can_be_told_apart_are_refused() {
        StringBuilder nodes = new StringBuilder("sn,cpu_milli,memory_mib,gpu,model\n");
        for (int i = 0; i < 65; i++) {
            nodes.append("n%d,1,1,1,M%d\nc%d,1,1,0,C%d\n".formatted(i, i, i, i));
        }

        refused(() -> Cluster.of(Table.of("n.csv", nodes.toString())), "n.csv has GPUs of 65 models");
    }

    @Test
    void a_value_that_is_no_number_is_named_with_its_line() {
        Table table = Table.of("nodes.csv", "sn,cpu_milli,memory_mib,gpu,model\na,many,1,1,T4\n");

        assertThatThrownBy(() -> Cluster.of(table))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problems().getFirst().message())
                                .startsWith("line 2 of nodes.csv: cpu_milli is many"));
    }
}
