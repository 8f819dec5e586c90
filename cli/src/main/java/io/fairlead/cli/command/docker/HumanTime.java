package io.fairlead.cli.command.docker;

import java.time.Duration;

/** Spans of time as Docker says them. */
final class HumanTime {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long WEEK = 7 * DAY;
    private static final long MONTH = 30 * DAY;
    private static final long YEAR = 365 * DAY;

    private HumanTime() {}

    static String of(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 1) {
            return "Less than a second";
        }
        if (seconds < MINUTE) {
            return seconds == 1 ? "1 second" : seconds + " seconds";
        }
        if (seconds < 2 * MINUTE) {
            return "About a minute";
        }
        if (seconds < HOUR) {
            return seconds / MINUTE + " minutes";
        }
        if (seconds < HOUR + HOUR / 2) {
            return "About an hour";
        }
        if (seconds < 2 * DAY) {
            return Math.round((double) seconds / HOUR) + " hours";
        }
        if (seconds < 2 * WEEK) {
            return seconds / DAY + " days";
        }
        if (seconds < 2 * MONTH) {
            return seconds / WEEK + " weeks";
        }
        return seconds < 2 * YEAR ? seconds / MONTH + " months" : seconds / YEAR + " years";
    }
}
