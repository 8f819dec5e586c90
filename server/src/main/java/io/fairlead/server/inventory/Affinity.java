package io.fairlead.server.inventory;

import io.fairlead.core.cluster.Spot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code nvidia-smi topo -m} prints: a row for each GPU, a column for each GPU and network card, then the CPUs and the memory
 * beside it. {@code NV} with a number is a link of their own. Two GPUs are of one island where such links lead from one to the
 * other and the same memory is beside them.
 *
 * @param spots by index
 */
record Affinity(Map<Integer, Spot> spots) {
    static final Affinity UNKNOWN = new Affinity(Map.of());

    private static final Pattern ESCAPES = Pattern.compile("\\x1b\\[[0-9;]*m");
    private static final Pattern GPU = Pattern.compile("GPU(\\d{1,3})");
    private static final Pattern CPUS = Pattern.compile("\\d{1,5}(-\\d{1,5})?(,\\d{1,5}(-\\d{1,5})?)*");
    private static final String LINK = "NV";

    Affinity {
        spots = Map.copyOf(spots);
    }

    Spot of(int index) {
        return spots.getOrDefault(index, Spot.ANYWHERE);
    }

    /**
     * @param cpus that the machine has: who is near to all of them is near to none
     * @return {@link #UNKNOWN} for what is no such table
     */
    static Affinity parse(String text, int cpus) {
        List<String> lines = ESCAPES.matcher(text).replaceAll("").lines().toList();
        Optional<String> head = lines.stream()
                .filter(line -> line.startsWith("\t") && GPU.matcher(line).find())
                .findFirst();
        if (head.isEmpty()) {
            return UNKNOWN;
        }
        List<String> columns = cells(head.get());
        Map<Integer, List<String>> rows = new LinkedHashMap<>();
        for (String line : lines) {
            List<String> cells = cells(line);
            Matcher gpu = GPU.matcher(cells.getFirst());
            if (gpu.matches()) {
                rows.put(Integer.parseInt(gpu.group(1)), cells);
            }
        }
        Map<Integer, Integer> linked = linked(columns, rows);
        Map<String, Integer> islands = new HashMap<>();
        Map<Integer, Spot> spots = new HashMap<>();
        rows.forEach((index, row) -> {
            String memory = cell(columns, row, "NUMA Affinity");
            int island = islands.computeIfAbsent(linked.get(index) + "/" + memory, _ -> islands.size());
            String near = cell(columns, row, "CPU Affinity");
            boolean some = CPUS.matcher(near).matches() && Spot.count(near) < cpus;
            spots.put(index, new Spot(island, some ? near : ""));
        });
        return new Affinity(spots);
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.split("\t", -1)) {
            cells.add(cell.strip());
        }
        return cells;
    }

    private static String cell(List<String> columns, List<String> row, String name) {
        int at = columns.indexOf(name);
        return at < 0 || at >= row.size() ? "" : row.get(at);
    }

    /** The least index of those to which links lead, by index; GPUs without a link at all are as if linked to each other. */
    private static Map<Integer, Integer> linked(List<String> columns, Map<Integer, List<String>> rows) {
        Map<Integer, Integer> least = new HashMap<>();
        boolean any = rows.values().stream().anyMatch(row -> row.stream().anyMatch(cell -> cell.startsWith(LINK)));
        rows.keySet().forEach(index -> least.put(index, any ? index : 0));
        // As often as a path may be long.
        for (int round = 0; round < rows.size(); round++) {
            rows.forEach((index, row) -> {
                for (int at = 1; at < Math.min(row.size(), columns.size()); at++) {
                    Matcher other = GPU.matcher(columns.get(at));
                    if (other.matches() && row.get(at).startsWith(LINK)) {
                        least.merge(index, least.getOrDefault(Integer.parseInt(other.group(1)), index), Math::min);
                    }
                }
            });
        }
        return least;
    }
}
