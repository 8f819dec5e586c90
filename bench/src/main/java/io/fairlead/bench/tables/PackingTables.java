package io.fairlead.bench.tables;

import io.fairlead.core.pack.Workload;
import io.fairlead.simulator.packing.Cluster;
import io.fairlead.simulator.packing.Packing;
import io.fairlead.simulator.packing.PackingPolicy;
import io.fairlead.simulator.packing.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tasks of the openb traces on their cluster (Weng et al., "Beware of Fragmentation", ATC 2023, Fig. 9(a) and 11 to 14). What
 * was published is the mean of ten seeds.
 */
final class PackingTables {
    private static final List<Long> SEEDS = List.of(42L, 43L, 44L);
    private static final double ARRIVE = 1.3;
    private static final String MAIN = "default";
    private static final double FRAGMENTATION_BELOW = 0.3;
    private static final double BEST_FIT_WITHIN = 0.5;
    private static final double OWN_LEAST = 93.1;
    private static final double OWN_LEAST_WITH_HISTORY = 95.3;

    /** In the order in which they must rank, the worst first. */
    private static final List<PackingPolicy> RANKED = List.of(
            PackingPolicy.RANDOM,
            PackingPolicy.DOT_PRODUCT,
            PackingPolicy.PACKING,
            PackingPolicy.BEST_FIT,
            PackingPolicy.FRAGMENTATION);

    /** What was published, in the order of {@link #RANKED}. */
    private record Published(String trace, List<Double> percent) {
        static Published of(String trace, Double... percent) {
            return new Published(trace, List.of(percent));
        }

        /** What our own policy is compared with does not exist. */
        Optional<Double> of(PackingPolicy policy) {
            int at = RANKED.indexOf(policy);
            return at < 0 ? Optional.empty() : Optional.of(percent.get(at));
        }
    }

    private static final List<Published> AT_THE_END = List.of(
            Published.of(MAIN, 87.47, 90.85, 92.00, 93.08, 95.39),
            Published.of("cpu100", 89.11, 91.95, 92.72, 93.44, 95.35),
            Published.of("gpushare40", 86.00, 89.56, 90.03, 91.69, 94.15),
            Published.of("gpuspec20", 87.24, 89.97, 92.94, 93.30, 94.84),
            Published.of("multigpu30", 89.27, 93.28, 94.87, 94.72, 96.46));

    /** On the default trace, when so many percent of the GPUs had been asked for. */
    private static final List<Published> ON_THE_WAY = List.of(
            Published.of("80", 78.66, 80.02, 80.02, 80.02, 80.02),
            Published.of("90", 85.02, 89.98, 89.98, 89.99, 89.98),
            Published.of("95", 85.72, 90.58, 91.74, 92.82, 94.91),
            Published.of("100", 86.30, 90.62, 91.78, 92.86, 95.23),
            Published.of("110", 86.88, 90.70, 91.86, 92.94, 95.30));

    /** What is fragmented was published with one place after the point. */
    private static final double FRAGMENTED_MOST = 50;

    private static final Published FRAGMENTED_AT_100 = Published.of("100", 13.5, 9.3, 8.1, 7.1, 4.7);
    private static final Published FRAGMENTED_AT_130 = Published.of("130", 12.4, 9.1, 7.9, 6.8, 4.6);

    private final Sheet sheet;
    private final Cluster cluster;

    /** One column of the tables of the default trace. */
    private record Column(String name, PackingPolicy policy, Packing packing, Packing.Figures figures) {}

    PackingTables(Sheet sheet) throws IOException {
        this.sheet = sheet;
        this.cluster = Cluster.of(Traces.openb("node_list_gpu_node"));
    }

    void print() throws IOException {
        sheet.head("GPUs allocated at 130 % arrived, %, 1,213 nodes, 6,212 GPUs, seeds 42 43 44");
        List<Column> main = List.of();
        for (Published published : AT_THE_END) {
            List<Column> columns = trace(published);
            main = published.trace().equals(MAIN) ? columns : main;
        }
        ranking(main);
        onTheWay(main);
        fragmented(main);
    }

    private List<Column> trace(Published published) throws IOException {
        Tasks tasks = Tasks.of(Traces.openb("pod_list_" + published.trace()), cluster.models());
        List<Column> columns = new ArrayList<>();
        for (PackingPolicy policy : PackingPolicy.values()) {
            columns.add(column(published, policy.word(), played(tasks, policy, Optional.empty())));
        }
        columns.add(column(
                published,
                "default with history",
                played(tasks, PackingPolicy.DEFAULT, Optional.of(Workload.of(tasks.shapes())))));
        return columns;
    }

    private Packing played(Tasks tasks, PackingPolicy policy, Optional<Workload> history) {
        return new Packing(cluster, tasks, policy, SEEDS, ARRIVE, history);
    }

    private Column column(Published published, String name, Packing packing) {
        Packing.Figures figures = packing.run(_ -> {});
        double found = figures.allocationPercent();
        String title = published.trace() + ", " + name;
        String here = String.format(Locale.ROOT, "%.2f  (%,.0f placements/s)", found, figures.placementsPerSecond());
        String beside = published.of(packing.policy()).map(Sheet::two).orElse("");
        gate(published, packing, found)
                .ifPresentOrElse(met -> sheet.row(title, here, beside, met), () -> sheet.row(title, here, beside));
        return new Column(name, packing.policy(), packing, figures);
    }

    private static Optional<Boolean> gate(Published published, Packing packing, double found) {
        return switch (packing.policy()) {
            case FRAGMENTATION ->
                Optional.of(found >= published.of(PackingPolicy.FRAGMENTATION).orElseThrow() - FRAGMENTATION_BELOW);
            case BEST_FIT ->
                Optional.of(
                        Math.abs(found - published.of(PackingPolicy.BEST_FIT).orElseThrow()) <= BEST_FIT_WITHIN);
            case DEFAULT ->
                published.trace().equals(MAIN)
                        ? Optional.of(found >= (packing.history().isPresent() ? OWN_LEAST_WITH_HISTORY : OWN_LEAST))
                        : Optional.empty();
            case RANDOM, DOT_PRODUCT, PACKING -> Optional.empty();
        };
    }

    private void ranking(List<Column> main) {
        Map<PackingPolicy, Double> found = new EnumMap<>(PackingPolicy.class);
        main.forEach(it -> found.putIfAbsent(it.policy(), it.figures().allocationPercent()));
        boolean ranks = true;
        for (int i = 1; i < RANKED.size(); i++) {
            ranks &= found.getOrDefault(RANKED.get(i - 1), Double.NaN) < found.getOrDefault(RANKED.get(i), Double.NaN);
        }
        sheet.row(
                "default, random < dot-product < packing < best-fit < fragmentation",
                ranks ? "so" : "not so",
                "so",
                ranks);
    }

    private void onTheWay(List<Column> main) {
        sheet.text("\nGPUs allocated on the way, %, default trace (published)");
        sheet.wide("arrived", main.stream().map(Column::name).toList());
        for (Published mark : ON_THE_WAY) {
            int at = Packing.MARKS.indexOf(Integer.valueOf(mark.trace()));
            sheet.wide(
                    mark.trace() + " %",
                    main.stream()
                            .map(it -> cell(mark, it, it.figures().at().get(at).orElseThrow()))
                            .toList());
        }
    }

    private void fragmented(List<Column> main) {
        sheet.text("\nGPUs that typical tasks cannot use, %, default trace (published)");
        sheet.wide("arrived", main.stream().map(Column::name).toList());
        sheet.wide(
                "100 %",
                main.stream()
                        .map(it -> cell(FRAGMENTED_AT_100, it, fragmentedAt(100, it.packing())))
                        .toList());
        sheet.wide(
                "130 %",
                main.stream()
                        .map(it -> cell(FRAGMENTED_AT_130, it, it.figures().fragmentedPercent()))
                        .toList());
    }

    private static double fragmentedAt(int percent, Packing packing) {
        return packing.steps(_ -> {}).stream()
                .filter(step -> step.arrived() == percent)
                .findFirst()
                .orElseThrow()
                .fragmented();
    }

    private static String cell(Published published, Column column, double found) {
        return Sheet.two(found)
                + published
                        .of(column.policy())
                        .map(it -> " (" + (it < FRAGMENTED_MOST ? it : Sheet.two(it)) + ")")
                        .orElse("");
    }
}
