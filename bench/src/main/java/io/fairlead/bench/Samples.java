package io.fairlead.bench;

import java.util.ArrayList;
import java.util.List;

/** Durations of the same thing, in nanoseconds. */
final class Samples {
    private static final double MILLI = 1e6;

    private final List<Long> nanos = new ArrayList<>();

    void add(long duration) {
        nanos.add(duration);
    }

    double medianMillis() {
        return millis(0.5);
    }

    double p90Millis() {
        return millis(0.9);
    }

    double p99Millis() {
        return millis(0.99);
    }

    private double millis(double share) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.get((int) Math.floor(share * (sorted.size() - 1))) / MILLI;
    }
}
