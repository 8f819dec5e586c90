package io.fairlead.server.simulate;

import io.fairlead.core.problem.Nearest;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.simulator.chart.Chart;
import io.fairlead.simulator.queueing.Prediction;
import io.fairlead.wire.json.RecordJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * {@code fairlead simulate}: the server's own scheduling on traces; needs no server. Values are read as text, so that all that
 * is wrong with flags and files is told together.
 */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Try scheduling on recorded work: --nodes and --jobs for packing, --swf for queueing. Files may be"
                        + " compressed (.gz).")
public final class SimulateCommand implements Callable<Integer> {
    @Option(
            names = "--nodes",
            paramLabel = "FILE",
            description = "Packing: machines, as CSV sn,cpu_milli,memory_mib,gpu,model.")
    private @Nullable String nodes;

    @Option(
            names = "--jobs",
            paramLabel = "FILE",
            description = "Packing: tasks, as CSV name,cpu_milli,memory_mib,num_gpu,gpu_milli[,gpu_spec].")
    private @Nullable String jobs;

    @Option(
            names = "--policy",
            paramLabel = "P",
            description =
                    "Packing: random, best-fit, dot-product, packing, fragmentation or default. Queueing: fcfs, sjf, wfp3,"
                            + " unicep, f1, easy, easy-sjbf, conservative or default.")
    private String policy = "default";

    @Option(names = "--seeds", paramLabel = "S", split = ",", description = "Packing: seeds; 42,43,44 unless given.")
    private @Nullable List<String> seeds;

    @Option(
            names = "--arrive",
            paramLabel = "PART",
            description = "Packing: tasks arrive until they ask for this part of the GPUs; 1.30 unless given.")
    private @Nullable String arrive;

    @Option(
            names = "--histogram",
            paramLabel = "FILE|jobs",
            description =
                    "Packing: what the default policy knows of the past: a list of tasks, or jobs for the one of --jobs.")
    private @Nullable String histogram;

    @Option(names = "--swf", paramLabel = "FILE", description = "Queueing: a log in the Standard Workload Format.")
    private @Nullable String swf;

    @Option(names = "--processors", paramLabel = "N", description = "Queueing: processors of the machine.")
    private @Nullable String processors;

    @Option(
            names = "--backfill",
            paramLabel = "HOW",
            description =
                    "Queueing, with fcfs, sjf, wfp3, unicep or f1: none, or strict: others may start that end before the"
                            + " chosen one's reserved start.")
    private @Nullable String backfill;

    @Option(
            names = "--predict",
            paramLabel = "HOW",
            description =
                    "Queueing: run times as requested, from history, or perfect; default learns from history, the others"
                            + " take what was requested.")
    private @Nullable String predict;

    @Option(
            names = "--predictions-reserve",
            description =
                    "Queueing: predictions make promises, too, which is never the server's way; some will be late. Its own"
                            + " way is shown beside it.")
    private boolean predictionsReserve;

    @Option(names = "--clairvoyant", description = "Queueing: every job asks for exactly the time it runs.")
    private boolean clairvoyant;

    @Option(
            names = "--windows",
            paramLabel = "FILE",
            description =
                    "Queueing: numbers of jobs, counted from 0, where sequences of 1,024 begin, each on an empty machine.")
    private @Nullable String windows;

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
    private @Nullable String svg;

    @Unmatched
    private List<String> unknown = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Mistakes mistakes = new Mistakes();
        unknown(mistakes);
        boolean json = mistakes.read("--output", () -> Values.choice(output, List.of("table", "json")))
                .orElse("")
                .equals("json");
        Optional<Path> picture = given(svg).flatMap(file -> mistakes.read("--svg", () -> Values.picture(file)));
        PackingFlags packing = packing(mistakes);
        QueueFlags queueing = queueing(mistakes);
        boolean packs = nodes != null || jobs != null;
        if (packs == (swf != null)) {
            if (packs) {
                mistakes.add("--swf", SimulateProblems.BOTH, "other", nodes != null ? "--nodes" : "--jobs");
            } else {
                mistakes.add(SimulateProblems.NOTHING.reason());
            }
            mistakes.tell();
        }
        otherKind(packs, mistakes);
        SoFar soFar = new SoFar(spec.commandLine().getErr(), SoFar.isTerminal());
        Played played = packs
                ? new PackingPlay(packing, soFar).played(policy, picture.isPresent(), mistakes)
                : new QueuePlay(queueing, soFar).played(policy, picture.isPresent(), mistakes);
        played.unused()
                .forEach(flag -> spec.commandLine()
                        .getErr()
                        .println("fairlead: "
                                + SimulateProblems.UNUSED
                                        .reason("flag", flag, "policy", policy)
                                        .message()));
        picture.ifPresent(file -> draw(file, played.chart().orElseThrow()));
        return show(played, json);
    }

    private static Optional<String> given(@Nullable String value) {
        return Optional.ofNullable(value);
    }

    private PackingFlags packing(Mistakes mistakes) {
        return new PackingFlags(
                given(nodes).map(Path::of),
                given(jobs).map(Path::of),
                Optional.ofNullable(seeds)
                        .flatMap(it -> mistakes.read("--seeds", () -> Values.seeds(it)))
                        .orElse(PackingFlags.SEEDS),
                given(arrive)
                        .flatMap(it -> mistakes.read("--arrive", () -> Values.arrive(it)))
                        .orElse(PackingFlags.ARRIVE),
                given(histogram));
    }

    private QueueFlags queueing(Mistakes mistakes) {
        List<String> hows = List.of("none", "strict");
        return new QueueFlags(
                given(swf).map(Path::of),
                given(processors)
                        .map(it -> mistakes.read("--processors", () -> Values.processors(it))
                                .orElse(QueueFlags.ANY)),
                given(backfill)
                        .flatMap(it -> mistakes.read("--backfill", () -> Values.choice(it, hows)))
                        .equals(Optional.of("strict")),
                given(predict).flatMap(it -> mistakes.read("--predict", () -> Values.choice(it, Prediction.class))),
                predictionsReserve,
                clairvoyant,
                given(windows).map(Path::of));
    }

    /** A word behind an unknown flag is taken for its value. */
    private void unknown(Mistakes mistakes) {
        List<String> known = List.copyOf(spec.optionsMap().keySet());
        boolean flag = false;
        for (String word : unknown) {
            boolean before = flag;
            flag = word.startsWith("-");
            if (flag || !before) {
                String name = word.replaceFirst("=.*", "");
                mistakes.add(SimulateProblems.UNKNOWN.reason(
                        "given",
                        name,
                        "fix",
                        Nearest.of(name, known)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("leave it out; fairlead simulate --help has all flags")));
            }
        }
    }

    /** Flags that say nothing about what is asked for. */
    private void otherKind(boolean packs, Mistakes mistakes) {
        String[] kinds = {"queueing", "packing"};
        Stream<String> others = packs
                ? Stream.of(
                        flag("--processors", processors != null),
                        flag("--backfill", backfill != null),
                        flag("--predict", predict != null),
                        flag("--predictions-reserve", predictionsReserve),
                        flag("--clairvoyant", clairvoyant),
                        flag("--windows", windows != null))
                : Stream.of(
                        flag("--seeds", seeds != null),
                        flag("--arrive", arrive != null),
                        flag("--histogram", histogram != null));
        ProblemCode code = SimulateProblems.OTHER_KIND;
        others.filter(flag -> !flag.isEmpty())
                .forEach(flag -> mistakes.add(
                        flag, code, "flag", flag, "kind", kinds[packs ? 0 : 1], "asked", kinds[packs ? 1 : 0]));
    }

    private static String flag(String name, boolean given) {
        return given ? name : "";
    }

    private static void draw(Path file, Chart chart) {
        try {
            Files.writeString(file, chart.svg());
        } catch (IOException e) {
            throw Values.unwritable(file.toString(), TraceFile.cause(e, Files.isDirectory(file)));
        }
    }

    private int show(Played played, boolean json) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new String(RecordJson.write(played.report()), StandardCharsets.UTF_8));
        } else {
            List<List<String>> rows = played.rows();
            int width =
                    rows.stream().mapToInt(row -> row.getFirst().length()).max().orElse(0);
            for (List<String> row : rows) {
                out.println((row.getFirst() + " ".repeat(width)).substring(0, width) + "  " + row.getLast());
            }
        }
        out.flush();
        return 0;
    }
}
