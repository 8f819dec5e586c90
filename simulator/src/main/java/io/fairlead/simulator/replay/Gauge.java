package io.fairlead.simulator.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Means over time of how many wait and of what is held, for equal parts of a span. */
final class Gauge {
    /** Parts of a span: enough for a curve. */
    static final int PARTS = 120;

    private final Instant from;
    private final long length;
    private final Sums[] parts = new Sums[PARTS];
    private long at;

    /** Amounts by microseconds. */
    private static final class Sums {
        double waiting;
        double gpus;
        double cores;
    }

    /** @param to after {@code from} */
    Gauge(Instant from, Instant to) {
        this.from = from;
        this.length = Math.max(PARTS, micros(from, to)) / PARTS;
        for (int i = 0; i < PARTS; i++) {
            parts[i] = new Sums();
        }
    }

    private static long micros(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1000;
    }

    /** It was so since the last call. */
    void until(Instant now, int waiting, long gpusMilli, long coresMilli) {
        long end = Math.min(micros(from, now), length * PARTS);
        while (at < end) {
            if (at < 0) {
                at = Math.min(end, 0);
            } else {
                int part = (int) (at / length);
                long step = Math.min(end, (part + 1) * length) - at;
                parts[part].waiting += (double) waiting * step;
                parts[part].gpus += (double) gpusMilli * step;
                parts[part].cores += (double) coresMilli * step;
                at += step;
            }
        }
    }

    /** Where the first call begins; may be before the span. */
    void begin(Instant start) {
        at = Math.min(0, micros(from, start));
    }

    List<Replayed.Part> parts() {
        List<Replayed.Part> all = new ArrayList<>();
        for (int i = 0; i < PARTS; i++) {
            Instant begin = from.plusNanos(i * length * 1000);
            all.add(new Replayed.Part(
                    begin, parts[i].waiting / length, parts[i].gpus / length, parts[i].cores / length));
        }
        return all;
    }
}
