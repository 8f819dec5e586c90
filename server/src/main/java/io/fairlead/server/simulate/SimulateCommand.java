package io.fairlead.server.simulate;

import io.fairlead.core.pack.Workload;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.simulator.Table;
import io.fairlead.simulator.chart.Chart;
import io.fairlead.simulator.packing.Cluster;
import io.fairlead.simulator.packing.Packing;
import io.fairlead.simulator.packing.PackingPolicy;
import io.fairlead.simulator.packing.Tasks;
import io.fairlead.simulator.queueing.Log;
import io.fairlead.simulator.queueing.Prediction;
import io.fairlead.simulator.queueing.QueuePolicy;
import io.fairlead.simulator.queueing.Queueing;
import io.fairlead.wire.json.RecordJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fairlead simulate}: the server's own scheduling on traces; needs no server. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Try scheduling on recorded work: --nodes and --jobs for packing, --swf for queueing. Files may be"
                        + " compressed (.gz).")
public final class SimulateCommand implements Callable<Integer> {
    private static final double ARRIVE = 1.3;

    @Option(
            names = "--nodes",
            paramLabel = "FILE",
            description = "Packing: machines, as CSV sn,cpu_milli,memory_mib,gpu,model.")
    private @Nullable Path nodes;

    @Option(
            names = "--jobs",
            paramLabel = "FILE",
            description = "Packing: tasks, as CSV name,cpu_milli,memory_mib,num_gpu,gpu_milli[,gpu_spec].")
    private @Nullable Path jobs;

    @Option(
            names = "--policy",
            paramLabel = "P",
            description =
                    "Packing: random, best-fit, dot-product, packing, fragmentation or default. Queueing: fcfs, sjf, wfp3,"
                            + " unicep, f1, easy, easy-sjbf, conservative or default.")
    private String policy = "default";

    @Option(names = "--seeds", paramLabel = "S", split = ",", description = "Packing: seeds; 42,43,44 unless given.")
    private List<Long> seeds = List.of(42L, 43L, 44L);

    @Option(
            names = "--arrive",
            paramLabel = "PART",
            description = "Packing: tasks arrive until they ask for this part of the GPUs; 1.30 unless given.")
    private double arrive = ARRIVE;

    @Option(
            names = "--histogram",
            paramLabel = "FILE|jobs",
            description =
                    "Packing: what the default policy knows of the past: a list of tasks, or jobs for the one of --jobs.")
    private @Nullable String histogram;

    @Option(names = "--swf", paramLabel = "FILE", description = "Queueing: a log in the Standard Workload Format.")
    private @Nullable Path swf;

    @Option(names = "--processors", paramLabel = "N", description = "Queueing: processors of the machine.")
    private int processors;

    @Option(
            names = "--backfill",
            paramLabel = "HOW",
            description =
                    "Queueing, with fcfs, sjf, wfp3, unicep or f1: none, or strict: others may start that end before the"
                            + " chosen one's reserved start.")
    private String backfill = "none";

    @Option(
            names = "--predict",
            paramLabel = "HOW",
            description =
                    "Queueing: run times as requested, from history, or perfect; default learns from history, the others"
                            + " take what was requested.")
    private @Nullable String predict;

    @Option(
            names = "--predictions-reserve",
            description = "Queueing: predictions make promises, too; some will be late.")
    private boolean predictionsReserve;

    @Option(names = "--clairvoyant", description = "Queueing: every job asks for exactly the time it runs.")
    private boolean clairvoyant;

    @Option(
            names = "--windows",
            paramLabel = "FILE",
            description =
                    "Queueing: numbers of jobs, counted from 0, where sequences of 1,024 begin, each on an empty machine.")
    private @Nullable Path windows;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table, or json for programs.")
    private String output = "table";

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description =
                    "Also draw: what is allocated and fragmented as tasks arrive; or jobs waiting, processors used and waits."
                            + " Packing is played once more for it.")
    private @Nullable Path svg;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        choice("-o", output, List.of("table", "json"));
        boolean packing = nodes != null || jobs != null;
        if (packing == (swf != null)) {
            throw wrong("give --nodes and --jobs for packing, or --swf and --processors for queueing");
        }
        return packing ? packing() : queueing();
    }

    private int packing() throws IOException {
        if (nodes == null || jobs == null) {
            throw wrong("--nodes and --jobs belong together");
        }
        if (!(arrive > 0) || arrive > 10) {
            throw wrong("--arrive is " + arrive + ": a number above 0 and up to 10 is needed");
        }
        PackingPolicy which = PackingPolicy.valueOf(choice("--policy", policy, PackingPolicy.values()));
        Cluster cluster = Cluster.of(Table.of(nodes.toString(), TraceFile.text(nodes)));
        if (cluster.gpus() == 0) {
            throw wrong(nodes + " has no machine with a GPU");
        }
        Tasks tasks = Tasks.of(Table.of(jobs.toString(), TraceFile.text(jobs)), cluster.models());
        Packing simulation = new Packing(cluster, tasks, which, seeds, arrive, history(cluster, tasks));
        PrintWriter err = spec.commandLine().getErr();
        long start = System.nanoTime();
        Packing.Figures figures = simulation.run(seed -> {
            err.println("seed " + seed + " done");
            err.flush();
        });
        PackingReport report = PackingReport.of(simulation, figures, since(start));
        if (svg != null) {
            draw(svg, Pictures.packing(simulation, simulation.steps()));
        }
        return show(report, report.rows());
    }

    private Optional<Workload> history(Cluster cluster, Tasks tasks) throws IOException {
        if (histogram == null) {
            return Optional.empty();
        }
        Tasks past = histogram.equals("jobs")
                ? tasks
                : Tasks.of(Table.of(histogram, TraceFile.text(Path.of(histogram))), cluster.models());
        return Optional.of(Workload.of(past.shapes()));
    }

    private int queueing() throws IOException {
        Path from = swf;
        if (from == null || processors < 1) {
            throw wrong("--processors is needed with --swf, 1 or more");
        }
        QueuePolicy which = QueuePolicy.valueOf(choice("--policy", policy, QueuePolicy.values()));
        boolean strict =
                choice("--backfill", backfill, List.of("none", "strict")).equals("strict");
        if (strict && !which.scored()) {
            throw wrong("--backfill strict does not go with " + policy + ", which has its own backfilling");
        }
        String how = predict == null ? which == QueuePolicy.DEFAULT ? "history" : "requested" : predict;
        Prediction prediction = Prediction.valueOf(choice("--predict", how, Prediction.values()));
        Log log = Log.of(from.toString(), TraceFile.text(from), processors);
        boolean planned = which == QueuePolicy.EASY || which == QueuePolicy.EASY_SJBF || which == QueuePolicy.DEFAULT;
        Queueing simulation = new Queueing(
                processors,
                which,
                strict,
                prediction,
                predictionsReserve,
                clairvoyant,
                planned && !predictionsReserve && windows == null,
                starts(log));
        long start = System.nanoTime();
        Queueing.Played played = simulation.play(log);
        QueueReport report = QueueReport.of(simulation, log, played.figures(), since(start));
        if (svg != null) {
            if (windows != null) {
                throw wrong("--svg draws one log from its beginning: leave --windows out");
            }
            String name = report.policy() + " on " + from.getFileName() + ", " + processors + " processors";
            draw(svg, Pictures.queueing(name, processors, played.curves()));
        }
        return show(report, report.rows());
    }

    private static void draw(Path file, Chart chart) {
        try {
            Files.writeString(file, chart.svg());
        } catch (IOException e) {
            throw new ProblemException(SimulateProblems.UNWRITABLE.reason(
                    "file", file, "cause", e.getClass().getSimpleName()));
        }
    }

    private List<Integer> starts(Log log) throws IOException {
        if (windows == null) {
            return List.of();
        }
        List<Integer> starts = new ArrayList<>();
        int last = log.jobs().size() - Queueing.WINDOW;
        for (String word : TraceFile.text(windows).strip().split("[\\s,]+", -1)) {
            int start = word.matches("\\d{1,9}") ? Integer.parseInt(word) : -1;
            if (start < 0 || start > last) {
                throw wrong(windows + ": " + word + " is not the number of a job from 0 to " + last);
            }
            starts.add(start);
        }
        return starts;
    }

    private int show(Record report, List<List<String>> rows) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.equals("json")) {
            out.println(new String(RecordJson.write(report), StandardCharsets.UTF_8));
        } else {
            int width =
                    rows.stream().mapToInt(row -> row.getFirst().length()).max().orElse(0);
            for (List<String> row : rows) {
                out.println((row.getFirst() + " ".repeat(width)).substring(0, width) + "  " + row.getLast());
            }
        }
        out.flush();
        return 0;
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** The name of the constant whose word was given. */
    private String choice(String option, String given, Enum<?>[] values) {
        List<String> words = Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        return choice(option, given, words).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private String choice(String option, String given, List<String> allowed) {
        if (!allowed.contains(given)) {
            throw wrong(option + " is " + given + ": there are " + String.join(", ", allowed));
        }
        return given;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
