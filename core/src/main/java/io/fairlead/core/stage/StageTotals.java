package io.fairlead.core.stage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long one stage took, over many jobs.
 *
 * @param jobs that were through it
 * @param median zero where there are none
 * @param p95 that many of a hundred took no longer; zero where there are none
 * @param sum of all
 */
public record StageTotals(Stage stage, int jobs, Duration median, Duration p95, Duration sum) {
    private static final int HALF = 50;
    private static final int MOST = 95;
    private static final int ALL = 100;

    /** One for each stage, in their order. */
    public static List<StageTotals> of(List<Way> ways) {
        List<StageTotals> totals = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            List<Duration> times = ways.stream()
                    .flatMap(way -> way.spans().stream())
                    .filter(span -> span.stage() == stage)
                    .flatMap(span -> span.took().stream())
                    .sorted()
                    .toList();
            Duration sum = times.stream().reduce(Duration.ZERO, Duration::plus);
            totals.add(new StageTotals(stage, times.size(), at(times, HALF), at(times, MOST), sum));
        }
        return totals;
    }

    /** By the nearest rank. */
    private static Duration at(List<Duration> sorted, int percent) {
        return sorted.isEmpty() ? Duration.ZERO : sorted.get((sorted.size() * percent + ALL - 1) / ALL - 1);
    }
}
