package io.fairlead.bench;

import io.fairlead.core.pack.Workload;
import io.fairlead.simulator.Table;
import io.fairlead.simulator.packing.Cluster;
import io.fairlead.simulator.packing.Packing;
import io.fairlead.simulator.packing.PackingPolicy;
import io.fairlead.simulator.packing.Tasks;
import io.fairlead.simulator.queueing.Log;
import io.fairlead.simulator.queueing.Prediction;
import io.fairlead.simulator.queueing.QueueFigures;
import io.fairlead.simulator.queueing.QueuePolicy;
import io.fairlead.simulator.queueing.Queueing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * The server's scheduling on public traces, beside what was published, with gates. Quality does not depend on the machine;
 * a missed gate ends with exit code 1 wherever it runs. Run in the checkout's folder; the arguments are the paths of
 * KTH-SP2 and Lublin-1, which are not part of the project, each empty where it is not at hand.
 */
public final class SchedulingTables {
    private static final Path OPENB = Path.of("examples/scheduling/openb");
    private static final List<Long> SEEDS = List.of(42L, 43L, 44L);
    private static final double ARRIVE = 1.3;
    private static final int KTH_PROCESSORS = 100;
    private static final int LUBLIN_PROCESSORS = 256;
    private static final List<Integer> WINDOWS = List.of(1981, 2756, 4299, 8850, 3316, 2714, 5228, 7762, 4022, 7085);
    /** Means of ten seeds, in percent (ATC 2023). */
    private record Published(
            String trace, double random, double bestFit, double dotProduct, double packing, double fragmentation) {
        /** What our own policy is compared with does not exist. */
        Optional<Double> of(PackingPolicy policy) {
            return switch (policy) {
                case RANDOM -> Optional.of(random);
                case BEST_FIT -> Optional.of(bestFit);
                case DOT_PRODUCT -> Optional.of(dotProduct);
                case PACKING -> Optional.of(packing);
                case FRAGMENTATION -> Optional.of(fragmentation);
                case DEFAULT -> Optional.empty();
            };
        }
    }

    private static final List<Published> PUBLISHED = List.of(
            new Published("default", 87.47, 93.08, 90.85, 92.00, 95.39),
            new Published("cpu100", 89.11, 93.44, 91.95, 92.72, 95.35),
            new Published("gpushare40", 86.00, 91.69, 89.56, 90.03, 94.15),
            new Published("gpuspec20", 87.24, 93.30, 89.97, 92.94, 94.84),
            new Published("multigpu30", 89.27, 94.72, 93.28, 94.87, 96.46));

    private static final List<QueuePolicy> SCORED =
            List.of(QueuePolicy.FCFS, QueuePolicy.SJF, QueuePolicy.WFP3, QueuePolicy.UNICEP, QueuePolicy.F1);

    private int missed;

    private SchedulingTables() {}

    /** Prints the tables. */
    public static void main(String[] arguments) throws IOException {
        SchedulingTables tables = new SchedulingTables();
        tables.packing();
        tables.kth(arguments.length > 0 ? arguments[0] : "");
        tables.lublin(arguments.length > 1 ? arguments[1] : "");
        System.out.printf("%nload average %s; gates missed: %d%n", Calm.load(), tables.missed);
        System.exit(tables.missed == 0 ? 0 : 1);
    }

    private static String text(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Of the public trace that is part of the project. */
    static Table table(String name) throws IOException {
        return Table.of(name, text(OPENB.resolve(name + ".csv.gz")));
    }

    private void packing() throws IOException {
        head("GPUs allocated at 130 % arrived, %, 1,213 nodes, 6,212 GPUs, seeds 42 43 44", "published");
        Cluster cluster = Cluster.of(table("node_list_gpu_node"));
        for (Published published : PUBLISHED) {
            Tasks tasks = Tasks.of(table("pod_list_" + published.trace()), cluster.models());
            for (PackingPolicy policy : PackingPolicy.values()) {
                Packing packing = new Packing(cluster, tasks, policy, SEEDS, ARRIVE, Optional.empty());
                packing(published, packing, "");
            }
            Packing learned = new Packing(
                    cluster, tasks, PackingPolicy.DEFAULT, SEEDS, ARRIVE, Optional.of(Workload.of(tasks.shapes())));
            packing(published, learned, " with history");
        }
    }

    private void packing(Published published, Packing packing, String more) {
        Packing.Figures figures = packing.run(_ -> {});
        PackingPolicy policy = packing.policy();
        double found = figures.allocationPercent();
        boolean main = published.trace().equals("default");
        Optional<Boolean> met = switch (policy) {
            case FRAGMENTATION -> Optional.of(found >= published.fragmentation() - 0.3);
            case BEST_FIT -> Optional.of(Math.abs(found - published.bestFit()) <= 0.5);
            case DEFAULT -> main ? Optional.of(found >= (more.isEmpty() ? 93.1 : 95.3)) : Optional.empty();
            default -> Optional.empty();
        };
        String beside = published
                .of(policy)
                .map(it -> String.format(Locale.ROOT, "%.2f", it))
                .orElse("");
        row(
                published.trace() + ", " + policy.word() + more,
                String.format(Locale.ROOT, "%.2f  (%,.0f placements/s)", found, figures.placementsPerSecond()),
                beside,
                met);
    }

    private void kth(String path) throws IOException {
        if (path.isEmpty()) {
            System.out.println("\nKTH-SP2 is not at hand: make bench-scheduling KTH=FILE");
            return;
        }
        head("KTH-SP2, 100 processors, mean bounded slowdown", "published");
        Log log = Log.of(path, text(Path.of(path)), KTH_PROCESSORS);
        slowdown(log, QueuePolicy.EASY, false, 92.5765, 0.005);
        slowdown(log, QueuePolicy.EASY_SJBF, false, 69.4054, 0.005);
        slowdown(log, QueuePolicy.EASY, true, 71.7224, 0.008);
        slowdown(log, QueuePolicy.EASY_SJBF, true, 49.8477, 0.008);
        for (Prediction prediction : Prediction.values()) {
            server(log, prediction);
        }
        QueueFigures reserving = new Queueing(
                        KTH_PROCESSORS, QueuePolicy.DEFAULT, false, Prediction.HISTORY, true, false, false, List.of())
                .run(log);
        row(
                "default, history, predictions reserve (never the server's way)",
                String.format(
                        Locale.ROOT,
                        "%.2f, %d of %d promises late",
                        reserving.averageBoundedSlowdown(),
                        reserving.lateReservations(),
                        reserving.reservations()),
                "63.50",
                Optional.of(reserving.averageBoundedSlowdown() <= 63.5));
    }

    private void slowdown(Log log, QueuePolicy policy, boolean clairvoyant, double published, double within) {
        QueueFigures figures = new Queueing(
                        KTH_PROCESSORS, policy, false, Prediction.REQUESTED, false, clairvoyant, false, List.of())
                .run(log);
        double found = figures.averageBoundedSlowdown();
        row(
                policy.word() + (clairvoyant ? ", clairvoyant" : ""),
                String.format(Locale.ROOT, "%.4f", found),
                Double.toString(published),
                Optional.of(Math.abs(found - published) <= within * published));
    }

    private void server(Log log, Prediction prediction) {
        QueueFigures figures = new Queueing(
                        KTH_PROCESSORS, QueuePolicy.DEFAULT, false, prediction, false, false, true, List.of())
                .run(log);
        QueueFigures.Errors errors = figures.startErrors().orElseThrow();
        QueueFigures.Errors plain = figures.startErrorsByRequest().orElseThrow();
        boolean good = figures.averageBoundedSlowdown() <= 66
                && figures.lateReservations() == 0
                && errors.medianSeconds() < plain.medianSeconds()
                && errors.meanSeconds() < plain.meanSeconds();
        row(
                "default, run times by " + prediction.word(),
                String.format(
                        Locale.ROOT,
                        "%.2f, %d of %d promises late, start error %.0f and %.0f min (median, mean); by request %.0f and %.0f",
                        figures.averageBoundedSlowdown(),
                        figures.lateReservations(),
                        figures.reservations(),
                        errors.medianSeconds() / 60,
                        errors.meanSeconds() / 60,
                        plain.medianSeconds() / 60,
                        plain.meanSeconds() / 60),
                "",
                prediction == Prediction.HISTORY ? Optional.of(good) : Optional.empty());
    }

    private void lublin(String path) throws IOException {
        if (path.isEmpty()) {
            System.out.println("\nLublin-1 is not at hand: make bench-scheduling LUBLIN=FILE");
            return;
        }
        head("Lublin-1, 256 processors, ten sequences of 1,024 jobs, mean bounded slowdown", "published");
        Log log = Log.of(path, text(Path.of(path)), LUBLIN_PROCESSORS);
        double[][] published = {{7273.77, 277.35, 19753.53, 22274.74, 258.37}, {235.82, 73.31, 133.87, 307.23, 75.07}};
        for (boolean strict : List.of(false, true)) {
            for (int i = 0; i < SCORED.size(); i++) {
                QueuePolicy policy = SCORED.get(i);
                double found = sequences(log, policy, strict);
                double wanted = published[strict ? 1 : 0][i];
                row(
                        policy.word() + (strict ? " with backfilling" : ""),
                        String.format(Locale.ROOT, "%.2f", found),
                        Double.toString(wanted),
                        Optional.of(Math.abs(found - wanted) <= 0.001 * wanted));
            }
        }
        double server = sequences(log, QueuePolicy.DEFAULT, false);
        row("default", String.format(Locale.ROOT, "%.2f", server), "", Optional.empty());
    }

    private static double sequences(Log log, QueuePolicy policy, boolean strict) {
        return new Queueing(LUBLIN_PROCESSORS, policy, strict, Prediction.REQUESTED, false, false, false, WINDOWS)
                .run(log)
                .averageBoundedSlowdown();
    }

    private static void head(String title, String beside) {
        System.out.printf("%n%-64s %-28s %10s%n", title, "", beside);
    }

    private void row(String name, String found, String published, Optional<Boolean> met) {
        missed += met.equals(Optional.of(false)) ? 1 : 0;
        String verdict = met.map(it -> it ? "pass" : "MISS").orElse("");
        System.out.printf("%-64s %-40s %10s  %s%n", name, found, published, verdict);
        System.out.flush();
    }
}
