package io.fairlead.server.simulate;

import io.fairlead.simulator.packing.Packing;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A packing simulation for programs; the names are those of the documents.
 *
 * @param nodes machines of the cluster
 * @param arrive 1.3: until tasks had asked for 130 % of the devices
 * @param perSeed in the order of the seeds
 * @param gpuAllocationPercentAt by percent of the devices asked for
 * @param seconds by the clock on the wall, for all seeds
 */
public record PackingReport(
        String policy,
        int nodes,
        int gpus,
        int tasks,
        List<Long> seeds,
        BigDecimal arrive,
        BigDecimal gpuAllocationPercent,
        List<BigDecimal> perSeed,
        Map<String, BigDecimal> gpuAllocationPercentAt,
        BigDecimal fragmentedGpuPercent,
        long placed,
        long dropped,
        long placementsPerSecond,
        BigDecimal seconds) {
    static PackingReport of(Packing packing, Packing.Figures figures, double seconds) {
        Map<String, BigDecimal> at = new LinkedHashMap<>();
        for (int i = 0; i < Packing.MARKS.size(); i++) {
            String mark = Packing.MARKS.get(i).toString();
            Optional<Double> value = figures.at().get(i);
            value.ifPresent(it -> at.put(mark, Numbers.of(it)));
        }
        return new PackingReport(
                packing.policy().word(),
                packing.cluster().rows().size(),
                packing.cluster().gpus(),
                packing.tasks().shapes().size(),
                packing.seeds(),
                Numbers.of(packing.arrive()),
                Numbers.of(figures.allocationPercent()),
                figures.perSeed().stream().map(Numbers::of).toList(),
                at,
                Numbers.of(figures.fragmentedPercent()),
                figures.placed(),
                figures.dropped(),
                Math.round(figures.placementsPerSecond()),
                Numbers.of(seconds));
    }

    /** Name and value of each figure, for people. */
    List<List<String>> rows() {
        List<List<String>> rows = new java.util.ArrayList<>();
        rows.add(List.of("policy", policy));
        rows.add(List.of("nodes, GPUs, tasks of the list", nodes + ", " + gpus + ", " + tasks));
        rows.add(List.of("seeds", seeds.toString()));
        gpuAllocationPercentAt.forEach(
                (mark, value) -> rows.add(List.of("GPUs allocated at " + mark + " % arrived", value + " %")));
        rows.add(List.of("GPUs allocated at the end", gpuAllocationPercent + " %"));
        rows.add(List.of("for each seed", perSeed.toString()));
        rows.add(List.of("GPUs that typical tasks cannot use", fragmentedGpuPercent + " %"));
        rows.add(List.of("placed, dropped", placed + ", " + dropped));
        rows.add(List.of("placements a second", Long.toString(placementsPerSecond)));
        rows.add(List.of("took", seconds + " s"));
        return rows;
    }
}
