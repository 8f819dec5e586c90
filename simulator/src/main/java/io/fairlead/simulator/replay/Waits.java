package io.fairlead.simulator.replay;

import java.util.Arrays;
import java.util.Collection;

/** How long jobs waited, in seconds; of no job all are 0. */
public record Waits(int jobs, double medianSeconds, double meanSeconds, double p90Seconds) {
    private static final double NINE_TENTHS = 0.9;

    static Waits of(Collection<Double> seconds) {
        double[] sorted =
                seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int count = sorted.length;
        if (count == 0) {
            return new Waits(0, 0, 0, 0);
        }
        double median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
        // The smallest that nine of ten do not exceed.
        double p90 = sorted[(int) Math.ceil(count * NINE_TENTHS) - 1];
        return new Waits(count, median, Arrays.stream(sorted).average().orElse(0), p90);
    }
}
