package io.fairlead.wire.dialect.slurm;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a job may start at the earliest, as {@code --begin} has it: Slurm's parse_time. A time of day is its next one, a
 * day without a time begins at midnight; what is over already means at once.
 */
public final class BeginTime {
    public static final String FORMS =
            "takes now+2hours, HH:MM, YYYY-MM-DD, YYYY-MM-DDTHH:MM, MM/DD/YY, MMDDYY, midnight, noon,"
                    + " teatime, today or tomorrow";

    private static final Pattern FROM_NOW = Pattern.compile("now(?:\\+(\\d{1,9})([a-z]*))?");
    private static final Pattern OF_DAY = Pattern.compile("(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?: ?([ap]m))?");
    private static final Pattern ISO_DAY = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
    private static final Pattern US_DAY = Pattern.compile("(\\d{2})[/.]?(\\d{2})[/.]?(\\d{2})");
    private static final Map<String, LocalTime> HOURS = Map.of(
            "midnight", LocalTime.MIDNIGHT,
            "elevenses", LocalTime.of(11, 0),
            "noon", LocalTime.NOON,
            "fika", LocalTime.of(15, 0),
            "teatime", LocalTime.of(16, 0));
    private static final List<ChronoUnit> UNITS =
            List.of(ChronoUnit.SECONDS, ChronoUnit.MINUTES, ChronoUnit.HOURS, ChronoUnit.DAYS, ChronoUnit.WEEKS);
    private static final int HALF_DAY = 12;
    private static final int CENTURY = 2000;
    /** Of what a definition can say. */
    private static final int YEAR_LAST = 9998;

    private BeginTime() {}

    /** @param now of the shell, with its time zone; empty where the text is of none of the forms */
    public static Optional<ZonedDateTime> of(String text, ZonedDateTime now) {
        return read(text, now).filter(it -> it.getYear() <= YEAR_LAST);
    }

    private static Optional<ZonedDateTime> read(String text, ZonedDateTime now) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        try {
            Matcher fromNow = FROM_NOW.matcher(lower);
            if (fromNow.matches()) {
                return fromNow.group(1) == null
                        ? Optional.of(now)
                        : unit(fromNow.group(2)).map(it -> now.plus(Long.parseLong(fromNow.group(1)), it));
            }
            return ofDay(lower).map(it -> next(it, now)).or(() -> dated(lower, now));
        } catch (DateTimeException | ArithmeticException _) {
            return Optional.empty();
        }
    }

    /** {@code h}, {@code hour} and {@code hours} alike; seconds without. */
    private static Optional<ChronoUnit> unit(String word) {
        return word.isEmpty()
                ? Optional.of(ChronoUnit.SECONDS)
                : UNITS.stream()
                        .filter(it -> it.name().toLowerCase(Locale.ROOT).startsWith(word))
                        .findFirst();
    }

    private static ZonedDateTime next(LocalTime time, ZonedDateTime now) {
        ZonedDateTime today = now.toLocalDate().atTime(time).atZone(now.getZone());
        return today.isBefore(now) ? now.toLocalDate().plusDays(1).atTime(time).atZone(now.getZone()) : today;
    }

    private static Optional<LocalTime> ofDay(String text) {
        if (HOURS.containsKey(text)) {
            return Optional.of(HOURS.get(text));
        }
        Matcher form = OF_DAY.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int hour = Integer.parseInt(form.group(1));
        if (form.group(4) != null) {
            if (hour < 1 || hour > HALF_DAY) {
                return Optional.empty();
            }
            hour = hour % HALF_DAY + (form.group(4).equals("pm") ? HALF_DAY : 0);
        }
        int second = form.group(3) == null ? 0 : Integer.parseInt(form.group(3));
        return Optional.of(LocalTime.of(hour, Integer.parseInt(form.group(2)), second));
    }

    /** A day, and after a {@code T}, a blank or a hyphen a time of it. */
    private static Optional<ZonedDateTime> dated(String text, ZonedDateTime now) {
        String[] parts = text.split("[t ](?=\\d{1,2}:)|-(?=\\d{1,2}:)", 2);
        Optional<LocalTime> time = parts.length > 1 ? ofDay(parts[1]) : Optional.of(LocalTime.MIDNIGHT);
        return day(parts[0], now.toLocalDate())
                .flatMap(day -> time.map(it -> day.atTime(it).atZone(now.getZone())));
    }

    private static Optional<LocalDate> day(String text, LocalDate today) {
        if (text.equals("today") || text.equals("tomorrow")) {
            return Optional.of(text.equals("today") ? today : today.plusDays(1));
        }
        Matcher iso = ISO_DAY.matcher(text);
        if (iso.matches()) {
            return Optional.of(LocalDate.of(number(iso, 1), number(iso, 2), number(iso, 3)));
        }
        Matcher us = US_DAY.matcher(text);
        return us.matches()
                ? Optional.of(LocalDate.of(CENTURY + number(us, 3), number(us, 1), number(us, 2)))
                : Optional.empty();
    }

    private static int number(Matcher form, int group) {
        return Integer.parseInt(form.group(group));
    }
}
