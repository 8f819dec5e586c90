package io.fairlead.simulator.chart;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Round places on an axis, with their words. */
record Ticks(List<Double> places, double step) {
    private static final double[] ROUND = {1, 2, 5, 10};
    private static final long[] TIMES = {
        60, 300, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400, 172_800, 432_000, 864_000, 1_728_000, 4_320_000
    };
    private static final long DAY = 86_400;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM", Locale.ROOT);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /** @param most of them, about */
    static Ticks of(double from, double to, int most, Panel.Scale scale) {
        double least = Math.max((to - from) / most, Double.MIN_NORMAL);
        double step = scale == Panel.Scale.TIME ? time(least) : number(least);
        List<Double> places = new ArrayList<>();
        for (long i = (long) Math.ceil(from / step); i * step <= to + step * 1e-9; i++) {
            places.add(i * step);
        }
        return new Ticks(places, step);
    }

    private static double number(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double round : ROUND) {
            if (round * power >= least * (1 - 1e-9)) {
                return round * power;
            }
        }
        throw new IllegalStateException("no step above " + least);
    }

    private static double time(double least) {
        for (long seconds : TIMES) {
            if (seconds >= least) {
                return (double) seconds;
            }
        }
        return Math.ceil(least / DAY) * DAY;
    }

    String word(double place, Panel.Scale scale) {
        if (scale == Panel.Scale.TIME) {
            Instant at = Instant.ofEpochSecond(Math.round(place));
            return (step >= DAY || Math.round(place) % DAY == 0 ? DATE : HOUR).format(at.atZone(ZoneOffset.UTC));
        }
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
        return String.format(Locale.ROOT, "%." + decimals + "f", place);
    }
}
