package io.fairlead.simulator.packing;

import io.fairlead.core.pack.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * A packing simulation: tasks arrive until they ask for a multiple of the cluster's devices; each is tried once; what fits
 * nowhere is dropped.
 *
 * @param arrive 1.3: until tasks have asked for 130 % of the devices
 * @param history what the default policy knows of the past
 */
public record Packing(
        Cluster cluster,
        Tasks tasks,
        PackingPolicy policy,
        List<Long> seeds,
        double arrive,
        Optional<Workload> history) {
    /** Percent of the devices asked for at which the allocation is noted on the way. */
    public static final List<Integer> MARKS = List.of(80, 90, 95, 100, 110);

    static final double PERCENT = 100;

    /** Percent of the devices asked for between two looks on the way. */
    static final int STEP = 2;

    public Packing {
        seeds = List.copyOf(seeds);
    }

    /**
     * What came of all seeds.
     *
     * @param allocationPercent mean
     * @param perSeed in the order of the seeds
     * @param at mean at each of {@link #MARKS}; empty where a seed never came so far
     * @param fragmentedPercent mean
     * @param placed of all seeds
     * @param dropped of all seeds
     * @param placementsPerSecond decisions that found a place, by the clock on the wall
     */
    public record Figures(
            double allocationPercent,
            List<Double> perSeed,
            List<Optional<Double>> at,
            double fragmentedPercent,
            long placed,
            long dropped,
            double placementsPerSecond) {
        public Figures {
            perSeed = List.copyOf(perSeed);
            at = List.copyOf(at);
        }
    }

    /** @param progress told each seed that is done */
    public Figures run(LongConsumer progress) {
        Workload typical = Workload.of(tasks.shapes());
        List<PackingRun.Outcome> outcomes = new ArrayList<>();
        for (long seed : seeds) {
            outcomes.add(PackingRun.of(this, typical, seed));
            progress.accept(seed);
        }
        return figures(outcomes);
    }

    /**
     * On the way.
     *
     * @param arrived percent of the devices that had been asked for
     * @param allocated percent of them, mean of the seeds
     * @param fragmented percent of them that typical tasks could not use, mean of the seeds
     */
    public record Step(double arrived, double allocated, double fragmented) {}

    /**
     * The same once more, looked at on the way: at every {@value #STEP} % that arrive.
     *
     * @param progress told each seed that is done
     */
    public List<Step> steps(LongConsumer progress) {
        Workload typical = Workload.of(tasks.shapes());
        List<List<Step>> all = new ArrayList<>();
        for (long seed : seeds) {
            all.add(PackingRun.steps(this, typical, seed));
            progress.accept(seed);
        }
        int most = all.stream().mapToInt(List::size).min().orElse(0);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            int at = i;
            steps.add(new Step(
                    all.getFirst().get(at).arrived(),
                    mean(all.stream().map(it -> it.get(at).allocated()).toList()),
                    mean(all.stream().map(it -> it.get(at).fragmented()).toList())));
        }
        return steps;
    }

    /**
     * Where the tasks of one seed go, in the order in which they come.
     *
     * @param seed any; it need not be one of {@link #seeds}
     */
    public List<Placed> placements(long seed) {
        return PackingRun.placements(this, Workload.of(tasks.shapes()), seed);
    }

    private Figures figures(List<PackingRun.Outcome> outcomes) {
        double capacity = cluster.capacityMilli();
        List<Double> perSeed = outcomes.stream()
                .map(outcome -> PERCENT * outcome.allocated() / capacity)
                .toList();
        List<Optional<Double>> at = new ArrayList<>();
        for (int i = 0; i < MARKS.size(); i++) {
            int mark = i;
            boolean all =
                    outcomes.stream().allMatch(outcome -> outcome.at().get(mark).isPresent());
            at.add(
                    all
                            ? Optional.of(mean(outcomes.stream()
                                    .map(outcome ->
                                            PERCENT * outcome.at().get(mark).orElseThrow() / capacity)
                                    .toList()))
                            : Optional.empty());
        }
        double seconds = outcomes.stream().mapToLong(PackingRun.Outcome::nanos).sum() / 1e9;
        long placed = outcomes.stream().mapToLong(PackingRun.Outcome::placed).sum();
        return new Figures(
                mean(perSeed),
                perSeed,
                at,
                mean(outcomes.stream()
                        .map(outcome -> PERCENT * outcome.fragmented() / capacity)
                        .toList()),
                placed,
                outcomes.stream().mapToLong(PackingRun.Outcome::dropped).sum(),
                placed / seconds);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
