package io.fairlead.simulator.queueing;

import java.util.ArrayList;
import java.util.List;

/**
 * How a queueing simulation went on.
 *
 * @param parts equal parts of the time from the first submit to the last end
 * @param waits how long the shortest waits are, in steps of equal parts of the jobs, from none of them to all
 */
public record QueueCurves(List<Part> parts, List<Long> waits) {
    /** Of the time, and of the jobs: enough for a curve. */
    private static final int PARTS = 200;

    /**
     * Means over a part of the time.
     *
     * @param from seconds of the log
     * @param waiting jobs
     * @param processors that were used
     */
    public record Part(long from, double waiting, double processors) {}

    public QueueCurves {
        parts = List.copyOf(parts);
        waits = List.copyOf(waits);
    }

    static QueueCurves of(List<Outcome> outcomes) {
        long first = outcomes.stream().mapToLong(it -> it.job().submit()).min().orElse(0);
        long last = outcomes.stream()
                .mapToLong(it -> it.start() + it.job().run())
                .max()
                .orElse(first);
        double length = Math.max(1, last - first) / (double) PARTS;
        double[] waiting = new double[PARTS];
        double[] used = new double[PARTS];
        for (Outcome outcome : outcomes) {
            double start = outcome.start() - first;
            double submit = outcome.job().submit() - first;
            add(waiting, submit, start, length, 1);
            add(used, start, start + outcome.job().run(), length, outcome.job().processors());
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < PARTS; i++) {
            parts.add(new Part(first + Math.round(i * length), waiting[i] / length, used[i] / length));
        }
        return new QueueCurves(parts, waits(outcomes));
    }

    private static void add(double[] sums, double from, double to, double length, double amount) {
        int part = (int) (from / length);
        for (double at = from; at < to && part < PARTS; part++) {
            double end = Math.min(to, (part + 1) * length);
            sums[part] += (end - at) * amount;
            at = end;
        }
    }

    private static List<Long> waits(List<Outcome> outcomes) {
        long[] sorted = outcomes.stream().mapToLong(Outcome::waited).sorted().toArray();
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i <= PARTS && sorted.length > 0; i++) {
            waits.add(sorted[(int) ((long) i * (sorted.length - 1) / PARTS)]);
        }
        return waits;
    }
}
