package io.fairlead.simulator.packing;

import io.fairlead.core.pack.Machine;
import io.fairlead.core.pack.Shape;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.simulator.SimulatorProblems;
import io.fairlead.simulator.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The machines of a node list, as CSV with the columns {@code sn,cpu_milli,memory_mib,gpu,model}.
 *
 * @param rows ordered by name
 * @param models each with its number
 */
public record Cluster(List<Row> rows, Map<String, Integer> models) {
    static final long MIB = 1L << 20;

    /** Thousandths of CPUs, or MiB of memory, of one machine or task: sums of them are far from any bound. */
    static final long AMOUNT_MOST = 1_000_000_000_000L;

    /** Sets of models are bits of a long. */
    private static final int MODELS_MOST = Long.SIZE;

    public Cluster {
        rows = List.copyOf(rows);
        models = Map.copyOf(models);
    }

    /** One machine of the list. */
    record Row(String name, long cores, long memory, int gpus, String model) {}

    /** @throws ProblemException where the table is not such a list */
    public static Cluster of(Table table) {
        List<Row> rows = new ArrayList<>();
        Map<String, Integer> models = new LinkedHashMap<>();
        for (Table.Row row : table.rows("sn", "cpu_milli", "memory_mib", "gpu", "model")) {
            String model = row.text("model");
            int gpus = (int) row.number("gpu", 0, Machine.MAX_GPUS);
            if (gpus > 0) {
                models.putIfAbsent(model, models.size());
            }
            rows.add(new Row(
                    row.text("sn"),
                    row.number("cpu_milli", 0, AMOUNT_MOST),
                    row.number("memory_mib", 0, AMOUNT_MOST) * MIB,
                    gpus,
                    model));
        }
        table.tell();
        if (models.size() > MODELS_MOST) {
            throw new ProblemException(SimulatorProblems.models(table.source(), models.size(), MODELS_MOST));
        }
        rows.sort(Comparator.comparing(Row::name));
        return new Cluster(rows, models);
    }

    /** All of them empty, in the order of their names. */
    public List<Machine> machines() {
        return rows.stream()
                .map(row -> new Machine(row.cores(), row.memory(), row.gpus(), models.getOrDefault(row.model(), 0)))
                .toList();
    }

    public int gpus() {
        return rows.stream().mapToInt(Row::gpus).sum();
    }

    /** Thousandths of all devices. */
    long capacityMilli() {
        return (long) gpus() * Shape.WHOLE;
    }
}
