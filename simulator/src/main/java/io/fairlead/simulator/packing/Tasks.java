package io.fairlead.simulator.packing;

import io.fairlead.core.pack.Machine;
import io.fairlead.core.pack.Shape;
import io.fairlead.simulator.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The tasks of a list, as CSV with the columns {@code name,cpu_milli,memory_mib,num_gpu,gpu_milli} and, where models
 * matter, {@code gpu_spec}: the allowed ones joined by a bar, empty for any.
 *
 * @param shapes in the order of the file; at least one
 */
public record Tasks(List<Shape> shapes) {
    private static final long NO_MODEL = 1L << (Long.SIZE - 1);

    public Tasks {
        shapes = List.copyOf(shapes);
    }

    /** @throws io.fairlead.core.problem.ProblemException where the table is not such a list */
    public static Tasks of(Table table, Map<String, Integer> models) {
        List<Shape> shapes = new ArrayList<>();
        for (Table.Row row : table.rows("name", "cpu_milli", "memory_mib", "num_gpu", "gpu_milli")) {
            int gpus = (int) row.number("num_gpu", 0, Machine.MAX_GPUS);
            int least = gpus == 0 ? 0 : gpus == 1 ? 1 : Shape.WHOLE;
            int milli = (int) row.number("gpu_milli", least, Shape.WHOLE);
            shapes.add(new Shape(
                    row.number("cpu_milli", 0, Cluster.AMOUNT_MOST),
                    row.number("memory_mib", 0, Cluster.AMOUNT_MOST) * Cluster.MIB,
                    gpus,
                    gpus == 1 ? milli : Shape.WHOLE,
                    gpus == 0 ? 0 : allowed(row.textOr("gpu_spec", ""), models)));
        }
        table.tell();
        return new Tasks(shapes);
    }

    private static long allowed(String spec, Map<String, Integer> models) {
        if (spec.isBlank()) {
            return 0;
        }
        long bits = 0;
        for (String model : spec.split("\\|", -1)) {
            Integer number = models.get(model.strip());
            bits |= number == null ? 0 : 1L << number;
        }
        return bits == 0 ? NO_MODEL : bits;
    }

    /**
     * In the order of arrival: the list shuffled, then tasks drawn from it with replacement until they ask for enough.
     *
     * @param milli thousandths of devices that all of them together ask for at least
     */
    List<Shape> arrivals(Random random, double milli) {
        List<Shape> list = new ArrayList<>(shapes);
        Collections.shuffle(list, random);
        long asked = list.stream().mapToLong(Shape::gpuMilli).sum();
        if (asked == 0) {
            return list;
        }
        int count = list.size();
        List<Shape> arrivals = new ArrayList<>(list);
        while (asked < milli) {
            Shape next = list.get(random.nextInt(count));
            arrivals.add(next);
            asked += next.gpuMilli();
        }
        return arrivals;
    }
}
