package io.fairlead.server.simulate;

import io.fairlead.simulator.chart.Chart;
import io.fairlead.simulator.queueing.Log;
import io.fairlead.simulator.queueing.Prediction;
import io.fairlead.simulator.queueing.QueueFigures;
import io.fairlead.simulator.queueing.QueuePolicy;
import io.fairlead.simulator.queueing.Queueing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and plays a queueing simulation. */
final class QueuePlay {
    private static final String NEEDS = "--swf and --processors";

    private final QueueFlags flags;
    private final SoFar soFar;

    QueuePlay(QueueFlags flags, SoFar soFar) {
        this.flags = flags;
        this.soFar = soFar;
    }

    private record Asked(Log log, Queueing simulation) {}

    /**
     * @param mistakes told, with those found here, before anything is played
     * @throws io.fairlead.core.problem.ProblemException where there are any
     */
    Played played(String policy, boolean drawn, Mistakes mistakes) {
        if (drawn && flags.windows().isPresent()) {
            together("--svg", "--windows", "has no common time to draw", mistakes);
        }
        Asked asked = read(policy, mistakes);
        Queueing simulation = asked.simulation();
        long start = System.nanoTime();
        Queueing.Played played = play(simulation, asked.log());
        // The server's own way beside the one that it never goes.
        Optional<QueueFigures> own = simulation.predictionsReserve()
                ? Optional.of(play(simulation.promisingByLimits(), asked.log()).figures())
                : Optional.empty();
        double seconds = (System.nanoTime() - start) / 1e9;
        QueueReport report = QueueReport.of(simulation, asked.log(), played.figures(), own, seconds);
        Optional<Chart> chart = drawn ? Optional.of(chart(report, played)) : Optional.empty();
        return new Played(report, report.rows(), chart, unused(simulation.policy()));
    }

    private Queueing.Played play(Queueing simulation, Log log) {
        int all = simulation.jobs(log);
        Queueing.Played played = simulation.play(log, started -> soFar.started(started, all));
        soFar.over();
        return played;
    }

    private Chart chart(QueueReport report, Queueing.Played played) {
        Path file = flags.swf().orElseThrow();
        return Pictures.queueing(
                report.named() + " on " + file.getFileName() + ", " + report.processors() + " processors",
                report.processors(),
                played.curves());
    }

    private Asked read(String policy, Mistakes mistakes) {
        Optional<QueuePolicy> which = mistakes.read("--policy", () -> Values.choice(policy, QueuePolicy.class));
        if (flags.processors().isEmpty()) {
            mistakes.add(
                    "--processors",
                    SimulateProblems.MISSING,
                    "kind",
                    "queueing",
                    "needs",
                    NEEDS,
                    "flag",
                    "--processors",
                    "value",
                    "N");
        }
        if (flags.strict() && which.filter(it -> !it.scored()).isPresent()) {
            together("--backfill", "--policy " + policy, "has its own backfilling", mistakes);
        }
        int processors = flags.processors().orElse(QueueFlags.ANY);
        Path file = flags.swf().orElseThrow();
        Optional<Log> log = mistakes.read("--swf", () -> Log.of(file.toString(), TraceFile.text(file), processors));
        List<Integer> starts = flags.windows()
                .flatMap(it -> mistakes.read("--windows", () -> Values.starts(it, last(log))))
                .orElse(List.of());
        mistakes.tell();
        return new Asked(log.orElseThrow(), simulation(which.orElseThrow(), processors, starts));
    }

    /** Where the last sequence may begin; anywhere in a log that could not be read. */
    private static int last(Optional<Log> log) {
        return log.map(it -> it.jobs().size() - Queueing.WINDOW).orElse(Integer.MAX_VALUE);
    }

    private Queueing simulation(QueuePolicy which, int processors, List<Integer> starts) {
        Prediction usual = which == QueuePolicy.DEFAULT ? Prediction.HISTORY : Prediction.REQUESTED;
        Prediction predict = flags.predict().filter(_ -> !which.scored()).orElse(usual);
        return new Queueing(
                processors,
                which,
                flags.strict(),
                predict,
                flags.predictionsReserve(),
                flags.clairvoyant(),
                which.estimated() && !flags.predictionsReserve() && starts.isEmpty(),
                starts);
    }

    private static void together(String flag, String other, String why, Mistakes mistakes) {
        mistakes.add(flag, SimulateProblems.TOGETHER, "flag", flag, "other", other, "why", why);
    }

    private List<String> unused(QueuePolicy which) {
        List<String> unused = new ArrayList<>();
        if (which.scored() && flags.predictionsReserve()) {
            unused.add("--predictions-reserve");
        }
        boolean used = which.estimated() || (!which.scored() && flags.predictionsReserve());
        boolean said = flags.predict().filter(it -> it != Prediction.REQUESTED).isPresent();
        if (said && !used) {
            unused.add("--predict");
        }
        return unused;
    }
}
