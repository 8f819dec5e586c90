package io.fairlead.bench;

import io.fairlead.wire.json.RecordJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Measures what was asked for, and prints each figure beside its floor. Run in the checkout's folder. */
public final class Main {
    private static final List<String> ALL = List.of("submit", "start", "terminal", "boot", "translate", "schedule");
    private static final Path RESULT = Path.of("bench/target/bench.json");

    private Main() {}

    /**
     * What is kept of a run; public so that it can be written as JSON.
     *
     * @param stretch the worst {@link Calm#stretch} around the measurements
     */
    public record Run(Instant at, int cores, String load, BigDecimal stretch, boolean calm, List<Figure> figures) {}

    /**
     * Exits with 1 where a gate is missed on a calm machine, and with 2 for a name that there is none of.
     *
     * @param names of what to measure; none: everything
     */
    public static void main(String[] names) throws IOException, InterruptedException {
        List<String> wanted = names.length == 0 ? ALL : List.of(names);
        if (!ALL.containsAll(wanted)) {
            System.err.println("bench: one or more of " + String.join(" ", ALL));
            System.exit(2);
        }
        Path home = Path.of("").toAbsolutePath();
        Bench bench = new Bench(home, Bench.submitter());
        List<Figure> figures = new ArrayList<>();
        double stretch = Calm.stretch();
        LongQueue queue = new LongQueue();
        for (String name : wanted) {
            figures.addAll(name.equals("schedule") ? schedule(queue) : measure(bench, name));
            stretch = Math.max(stretch, Calm.stretch());
        }
        if (wanted.contains("schedule")) {
            // What is not done in time goes on: the machine is looked at before.
            figures.addAll(queue.last());
        }
        Run run = new Run(
                Instant.now(),
                Runtime.getRuntime().availableProcessors(),
                Calm.load(),
                BigDecimal.valueOf(stretch).setScale(2, RoundingMode.HALF_UP),
                stretch <= Calm.MOST,
                figures);
        print(run);
        Files.write(RESULT, RecordJson.write(run));
        boolean missed = figures.stream().anyMatch(it -> it.met().equals(Optional.of(false)));
        System.exit(missed && run.calm() ? 1 : 0);
    }

    private static List<Figure> measure(Bench bench, String name) throws IOException, InterruptedException {
        return switch (name) {
            case "submit" -> new Submits(bench).run();
            case "start" -> new Starts(bench).run();
            case "terminal" -> new Terminals(bench).run();
            case "translate" -> new Translations(bench).run();
            default -> new Boots(bench).run();
        };
    }

    private static List<Figure> schedule(LongQueue queue) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>(new Placements().run());
        figures.addAll(queue.run());
        return figures;
    }

    private static void print(Run run) {
        row("figure", "measured", "floor", "ratio", "gate");
        for (Figure figure : run.figures()) {
            String floor = figure.floor()
                    .map(it -> it.value().toPlainString() + " " + figure.unit() + " (" + it.name() + ")")
                    .orElse("");
            String verdict = figure.met().map(met -> met ? "pass: " : "MISS: ").orElse("");
            row(
                    figure.name(),
                    figure.value().toPlainString() + " " + figure.unit(),
                    floor,
                    figure.ratio().map(BigDecimal::toPlainString).orElse(""),
                    verdict + figure.gate().orElse(""));
        }
        System.out.printf(
                Locale.ROOT,
                "%nload average %s on %d cores; busy threads took %s times their CPU time: %s%n",
                run.load(),
                run.cores(),
                run.stretch(),
                run.calm() ? "calm, the gates count" : "not calm (over " + Calm.MOST + "), the gates do not count");
        System.out.println("also in " + RESULT);
    }

    private static void row(String figure, String measured, String floor, String ratio, String gate) {
        System.out.printf(Locale.ROOT, "%-48s %12s  %-34s %6s  %s%n", figure, measured, floor, ratio, gate);
    }
}
