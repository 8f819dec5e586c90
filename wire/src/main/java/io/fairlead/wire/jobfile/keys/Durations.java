package io.fairlead.wire.jobfile.keys;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Durations as people write them: {@code 90 minutes}, {@code 1h}, {@code 1.5 days}, or ISO 8601, {@code PT1H30M}. */
public final class Durations {
    /** Longest text that is looked at. */
    private static final int CHARS_MAX = 40;

    /** Longest duration: ten years, in seconds. */
    private static final BigDecimal SECONDS_MAX = BigDecimal.valueOf(10L * 366 * 24 * 60 * 60);

    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;
    private static final int WEEK = 7 * DAY;

    private Durations() {}

    /** Whole seconds, rounded up; empty when it is no duration, or beyond ten years. */
    public static Optional<Duration> parse(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.length() > CHARS_MAX) {
            return Optional.empty();
        }
        char first = trimmed.charAt(0);
        return first == 'P' || first == 'p' ? iso(trimmed.toUpperCase(Locale.ROOT)) : numberAndUnit(trimmed);
    }

    private static Optional<Duration> numberAndUnit(String text) {
        int end = numberEnd(text, 0);
        int unit = secondsOf(text.substring(end).strip().toLowerCase(Locale.ROOT));
        return unit == 0 ? Optional.empty() : number(text.substring(0, end)).flatMap(n -> seconds(n, unit));
    }

    private static int secondsOf(String unit) {
        return switch (unit) {
            case "s", "sec", "secs", "second", "seconds" -> 1;
            case "m", "min", "mins", "minute", "minutes" -> MINUTE;
            case "h", "hr", "hrs", "hour", "hours" -> HOUR;
            case "d", "day", "days" -> DAY;
            case "w", "week", "weeks" -> WEEK;
            default -> 0;
        };
    }

    /** {@code P[nW][nD][T[nH][nM][nS]]}: in this order, at least one, a fraction in the last. */
    private static Optional<Duration> iso(String text) {
        String units = "WDHMS";
        int[] seconds = {WEEK, DAY, HOUR, MINUTE, 1};
        BigDecimal sum = BigDecimal.ZERO;
        boolean time = false;
        int next = 0;
        int i = 1;
        int parts = 0;
        while (i < text.length()) {
            if (text.charAt(i) == 'T' && !time) {
                time = true;
                next = Math.max(next, 2);
                i++;
                continue;
            }
            int end = numberEnd(text, i);
            int unit = end < text.length() ? units.indexOf(text.charAt(end)) : -1;
            Optional<BigDecimal> number = number(text.substring(i, end));
            boolean fraction = text.substring(i, end).indexOf('.') >= 0 && end + 1 < text.length();
            if (unit < next || (unit >= 2) != time || number.isEmpty() || fraction) {
                return Optional.empty();
            }
            sum = sum.add(number.get().multiply(BigDecimal.valueOf(seconds[unit])));
            next = unit + 1;
            i = end + 1;
            parts++;
        }
        return parts == 0 || text.endsWith("T") ? Optional.empty() : seconds(sum, 1);
    }

    private static int numberEnd(String text, int from) {
        int i = from;
        while (i < text.length() && ((text.charAt(i) >= '0' && text.charAt(i) <= '9') || text.charAt(i) == '.')) {
            i++;
        }
        return i;
    }

    private static Optional<BigDecimal> number(String digits) {
        int dot = digits.indexOf('.');
        boolean good = !digits.isEmpty() && dot != 0 && dot != digits.length() - 1 && dot == digits.lastIndexOf('.');
        return good ? Optional.of(new BigDecimal(digits)) : Optional.empty();
    }

    private static Optional<Duration> seconds(BigDecimal amount, int unit) {
        BigDecimal seconds = amount.multiply(BigDecimal.valueOf(unit)).setScale(0, RoundingMode.CEILING);
        return seconds.compareTo(SECONDS_MAX) > 0
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(seconds.longValueExact()));
    }

    /** In the largest unit that gives a whole number, for example {@code 90 minutes} or {@code 1 day}. */
    public static String text(Duration duration) {
        long seconds = duration.toSeconds();
        int[] sizes = {WEEK, DAY, HOUR, MINUTE};
        String[] names = {"week", "day", "hour", "minute"};
        for (int i = 0; i < sizes.length; i++) {
            if (seconds > 0 && seconds % sizes[i] == 0) {
                return counted(seconds / sizes[i], names[i]);
            }
        }
        return counted(seconds, "second");
    }

    private static String counted(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}
