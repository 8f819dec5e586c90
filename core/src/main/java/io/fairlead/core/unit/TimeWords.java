package io.fairlead.core.unit;

import java.time.Duration;

/** Lengths of time for people. */
public final class TimeWords {
    private static final long SECONDS_PER_MINUTE = 60;
    private static final long MINUTES_PER_HOUR = 60;

    private TimeWords() {}

    /** In the largest unit of which it is a whole number: {@code 2 h}, {@code 90 min}, {@code 45 s}. */
    public static String of(Duration time) {
        long seconds = time.toSeconds();
        if (seconds % SECONDS_PER_MINUTE != 0) {
            return seconds + " s";
        }
        long minutes = time.toMinutes();
        return minutes % MINUTES_PER_HOUR == 0 ? minutes / MINUTES_PER_HOUR + " h" : minutes + " min";
    }
}
