package io.fairlead.cli.show;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Times as people say them. */
public final class Ago {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final int HUNDRED_HOURS = 100;

    private Ago() {}

    /** For example {@code 3 min ago}; a time to come counts as now, since clocks differ. */
    public static String ago(Instant then, Instant now) {
        long seconds = Math.max(0, Duration.between(then, now).toSeconds());
        return seconds == 0 ? "now" : length(Duration.ofSeconds(seconds)) + " ago";
    }

    /** One number and its unit, rounded down. */
    public static String length(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 2 * MINUTE) {
            return seconds + " s";
        }
        if (seconds < 2 * HOUR) {
            return seconds / MINUTE + " min";
        }
        return seconds < HUNDRED_HOURS * HOUR ? seconds / HOUR + " h" : seconds / DAY + " days";
    }

    /** With milliseconds below a minute: how long a stage took. */
    public static String exactly(Duration time) {
        long millis = Math.max(0, time.toMillis());
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < MINUTE * 1000) {
            return millis / 1000 + "." + millis % 1000 / 100 + " s";
        }
        long seconds = millis / 1000;
        if (seconds < HOUR) {
            return seconds / MINUTE + " min " + seconds % MINUTE + " s";
        }
        return seconds / HOUR + " h " + seconds % HOUR / MINUTE + " min";
    }

    /** The local date and time, to the second. */
    public static String local(Instant time, ZoneId zone) {
        ZonedDateTime at = time.atZone(zone);
        return at.getYear() + "-" + two(at.getMonthValue()) + "-" + two(at.getDayOfMonth()) + " " + two(at.getHour())
                + ":" + two(at.getMinute()) + ":" + two(at.getSecond());
    }

    /** The local time of day, to the millisecond. */
    public static String clock(Instant time, ZoneId zone) {
        ZonedDateTime at = time.atZone(zone);
        String millis = Integer.toString(1000 + at.getNano() / 1_000_000).substring(1);
        return two(at.getHour()) + ":" + two(at.getMinute()) + ":" + two(at.getSecond()) + "." + millis;
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
