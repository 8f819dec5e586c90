package io.fairlead.server.simulate;

import io.fairlead.core.pack.Workload;
import io.fairlead.simulator.Table;
import io.fairlead.simulator.chart.Chart;
import io.fairlead.simulator.packing.Cluster;
import io.fairlead.simulator.packing.Packing;
import io.fairlead.simulator.packing.PackingPolicy;
import io.fairlead.simulator.packing.Tasks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and plays a packing simulation. */
final class PackingPlay {
    private static final String NEEDS = "--nodes and --jobs";
    private static final String OWN = "jobs";

    private final PackingFlags flags;
    private final SoFar soFar;

    PackingPlay(PackingFlags flags, SoFar soFar) {
        this.flags = flags;
        this.soFar = soFar;
    }

    /**
     * @param mistakes told, with those found here, before anything is played
     * @throws io.fairlead.core.problem.ProblemException where there are any
     */
    Played played(String policy, boolean drawn, Mistakes mistakes) {
        Packing simulation = read(policy, mistakes);
        long start = System.nanoTime();
        Packing.Figures figures = simulation.run(soFar::seed);
        PackingReport report = PackingReport.of(simulation, figures, (System.nanoTime() - start) / 1e9);
        Optional<Chart> chart =
                drawn ? Optional.of(Pictures.packing(simulation, simulation.steps(soFar::seed))) : Optional.empty();
        soFar.over();
        boolean unused = flags.histogram().isPresent() && simulation.policy() != PackingPolicy.DEFAULT;
        return new Played(report, report.rows(), chart, unused ? List.of("--histogram") : List.of());
    }

    private Packing read(String policy, Mistakes mistakes) {
        Optional<PackingPolicy> which = mistakes.read("--policy", () -> Values.choice(policy, PackingPolicy.class));
        missing("--nodes", flags.nodes(), mistakes);
        missing("--jobs", flags.jobs(), mistakes);
        Optional<Cluster> cluster =
                flags.nodes().flatMap(file -> mistakes.read("--nodes", () -> Cluster.of(table(file))));
        if (cluster.filter(it -> it.gpus() == 0).isPresent()) {
            mistakes.add(
                    "--nodes", SimulateProblems.NO_GPU, "file", flags.nodes().orElseThrow());
        }
        Map<String, Integer> models = cluster.map(Cluster::models).orElse(Map.of());
        Optional<Tasks> tasks =
                flags.jobs().flatMap(file -> mistakes.read("--jobs", () -> Tasks.of(table(file), models)));
        Optional<Tasks> past = flags.histogram()
                .flatMap(word -> word.equals(OWN)
                        ? tasks
                        : mistakes.read("--histogram", () -> Tasks.of(table(Path.of(word)), models)));
        mistakes.tell();
        return new Packing(
                cluster.orElseThrow(),
                tasks.orElseThrow(),
                which.orElseThrow(),
                flags.seeds(),
                flags.arrive(),
                past.map(it -> Workload.of(it.shapes())));
    }

    private static void missing(String flag, Optional<Path> given, Mistakes mistakes) {
        if (given.isEmpty()) {
            mistakes.add(
                    flag, SimulateProblems.MISSING, "kind", "packing", "needs", NEEDS, "flag", flag, "value", "FILE");
        }
    }

    private static Table table(Path file) {
        return Table.of(file.toString(), TraceFile.text(file));
    }
}
