package io.fairlead.core.pack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The shapes that tasks typically have, each with its share of all tasks. Memory plays no part in them.
 *
 * @param shapes most frequent first; enough to cover {@link #COVER} of all tasks
 * @param shares of each, adding up to 1
 */
public record Workload(List<Shape> shapes, List<Double> shares) {
    /** How much of all tasks the typical ones cover, at least. */
    public static final double COVER = 0.95;

    public Workload {
        shapes = List.copyOf(shapes);
        shares = List.copyOf(shares);
    }

    /** Of tasks that were seen; of shapes that are equally frequent the one seen first comes first. */
    public static Workload of(List<Shape> tasks) {
        Map<Shape, Integer> counts = new LinkedHashMap<>();
        tasks.forEach(task -> counts.merge(typical(task), 1, Integer::sum));
        List<Map.Entry<Shape, Integer>> ordered = new ArrayList<>(counts.entrySet());
        ordered.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
        List<Shape> shapes = new ArrayList<>();
        List<Integer> taken = new ArrayList<>();
        int covered = 0;
        for (Map.Entry<Shape, Integer> entry : ordered) {
            if (covered >= COVER * tasks.size()) {
                break;
            }
            shapes.add(entry.getKey());
            taken.add(entry.getValue());
            covered += entry.getValue();
        }
        int all = covered;
        return new Workload(
                shapes, taken.stream().map(count -> (double) count / all).toList());
    }

    private static Shape typical(Shape task) {
        return new Shape(task.cores(), 0, task.gpus(), task.gpus() == 0 ? Shape.WHOLE : task.milli(), task.models());
    }
}
