package io.fairlead.simulator.packing;

import io.fairlead.core.pack.Machine;
import io.fairlead.core.pack.Shape;
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

    public Cluster {
        rows = List.copyOf(rows);
        models = Map.copyOf(models);
    }

    /** One machine of the list. */
    record Row(String name, long cores, long memory, int gpus, String model) {}

    /** @throws io.fairlead.core.problem.ProblemException where the table is not such a list */
    public static Cluster of(Table table) {
        List<Row> rows = new ArrayList<>();
        Map<String, Integer> models = new LinkedHashMap<>();
        for (Table.Row row : table.rows("sn", "cpu_milli", "memory_mib", "gpu", "model")) {
            String model = row.text("model");
            models.putIfAbsent(model, models.size());
            rows.add(new Row(
                    row.text("sn"),
                    row.number("cpu_milli", 0, Long.MAX_VALUE),
                    Math.multiplyExact(row.number("memory_mib", 0, Long.MAX_VALUE / MIB), MIB),
                    (int) row.number("gpu", 0, Machine.MAX_GPUS),
                    model));
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
