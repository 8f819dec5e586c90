package io.fairlead.wire.dialect.slurm;

import io.fairlead.core.job.JobArray;
import io.fairlead.core.unit.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as Slurm writes them. Empty means: not of the form. */
public final class SlurmValues {
    private static final Pattern TIME = Pattern.compile("(?:(\\d{1,6})-)?(\\d{1,8})(?::(\\d{1,6}))?(?::(\\d{1,6}))?");
    private static final Pattern MEMORY = Pattern.compile("(\\d{1,12})([KMGT]?)B?", Pattern.CASE_INSENSITIVE);
    private static final Pattern GPUS = Pattern.compile("(?:([A-Za-z][A-Za-z0-9_.-]*|\\d+g\\.\\d+gb):)?(\\d{1,4})");
    private static final Pattern GRES =
            Pattern.compile("(?:gres[/:])?gpu(?:[:=]([A-Za-z][A-Za-z0-9_.-]*|\\d+g\\.\\d+gb))?(?:[:=](\\d{1,4}))?");
    private static final Pattern JOB = Pattern.compile("[0-9a-z]{1,10}([_.][0-9]{1,4})?");
    private static final Pattern ARRAY = Pattern.compile("([0-9,:-]+)(?:%(\\d{1,6}))?");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6})(?::(\\d{1,6}))?)?");
    private static final Map<String, String> ENDS =
            Map.of("afterok", "succeeded", "afterany", "finished", "afternotok", "failed");
    private static final int COUNT_MAX_DIGITS = 6;
    private static final int SECONDS = 60;

    private SlurmValues() {}

    /**
     * A job after which this one is to start.
     *
     * @param job its number, or its id
     * @param on how it must have ended, in the words of a definition
     */
    record After(String job, String on) {}

    /** {@code afterok:12:13,afterany:14}: all of them. */
    static Optional<List<After>> dependencies(String text) {
        List<After> all = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            List<String> words = List.of(part.split(":", -1));
            String on = ENDS.get(words.getFirst().toLowerCase(Locale.ROOT));
            if (on == null || words.size() < 2) {
                return Optional.empty();
            }
            for (String job : words.subList(1, words.size())) {
                if (!JOB.matcher(job).matches()) {
                    return Optional.empty();
                }
                all.add(new After(job, on));
            }
        }
        return Optional.of(all);
    }

    /** Which members an array has, ascending, and how many of them at a time. */
    public record Members(List<Integer> indexes, Optional<Integer> parallel) {}

    /** {@code 0-9}, {@code 1,3,7}, {@code 0-20:4}, each with {@code %2} behind it; empty for anything else, and for too many. */
    public static Optional<Members> array(String text) {
        Matcher whole = ARRAY.matcher(text);
        if (!whole.matches()) {
            return Optional.empty();
        }
        TreeSet<Integer> indexes = new TreeSet<>();
        for (String part : whole.group(1).split(",", -1)) {
            Matcher range = RANGE.matcher(part);
            if (!range.matches()) {
                return Optional.empty();
            }
            int first = Integer.parseInt(range.group(1));
            int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            int step = range.group(3) == null ? 1 : Integer.parseInt(range.group(3));
            if (first > last || last > JobArray.INDEX_MOST || step < 1) {
                return Optional.empty();
            }
            for (int index = first; index <= last; index += step) {
                indexes.add(index);
            }
        }
        Optional<Integer> parallel = Optional.ofNullable(whole.group(2)).map(Integer::valueOf);
        return indexes.size() > JobArray.MEMBERS_MOST
                        || parallel.filter(most -> most < 1).isPresent()
                ? Optional.empty()
                : Optional.of(new Members(List.copyOf(indexes), parallel));
    }

    /**
     * Devices, and of which kind.
     *
     * @param model empty: any
     */
    public record Devices(String model, int count) {}

    /** {@code M}, {@code M:S}, {@code H:M:S}, {@code D-H}, {@code D-H:M}, {@code D-H:M:S}; zero is for no limit. */
    public static Optional<Duration> time(String text) {
        if (text.equalsIgnoreCase("UNLIMITED") || text.equalsIgnoreCase("INFINITE")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher form = TIME.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        boolean days = form.group(1) != null;
        long first = number(form.group(2));
        long second = number(form.group(3));
        long third = number(form.group(4));
        Duration time;
        if (days) {
            time = Duration.ofDays(number(form.group(1)))
                    .plusHours(first)
                    .plusMinutes(second)
                    .plusSeconds(third);
        } else if (form.group(4) != null) {
            time = Duration.ofHours(first).plusMinutes(second).plusSeconds(third);
        } else {
            time = Duration.ofMinutes(first).plusSeconds(second);
        }
        // Slurm counts in whole minutes, begun ones too.
        return Optional.of(Duration.ofMinutes((time.toSeconds() + SECONDS - 1) / SECONDS));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** A number with K, M, G or T, powers of 1024; megabytes without. */
    public static Optional<Bytes> memory(String text) {
        Matcher form = MEMORY.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int shift = switch (form.group(2).toUpperCase(Locale.ROOT)) {
            case "K" -> 10;
            case "G" -> 30;
            case "T" -> 40;
            default -> 20;
        };
        long amount = Long.parseLong(form.group(1));
        return amount > Long.MAX_VALUE >> (shift + 1) ? Optional.empty() : Optional.of(new Bytes(amount << shift));
    }

    /** A whole number from 1 on. */
    public static OptionalInt count(String text) {
        boolean digits = !text.isEmpty()
                && text.length() <= COUNT_MAX_DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int number = digits ? Integer.parseInt(text) : 0;
        return number > 0 ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /** {@code 2} or {@code a100:2}, as {@code --gpus} has it. */
    static Optional<Devices> gpus(String text) {
        Matcher form = GPUS.matcher(text);
        return form.matches() ? Optional.of(devices(form.group(1), form.group(2))) : Optional.empty();
    }

    /** {@code gpu}, {@code gpu:2}, {@code gpu:a100} or {@code gpu:a100:2}. */
    public static Optional<Devices> gres(String text) {
        Matcher form = GRES.matcher(text);
        return form.matches() ? Optional.of(devices(form.group(1), form.group(2))) : Optional.empty();
    }

    private static Devices devices(@Nullable String model, @Nullable String count) {
        return new Devices(model == null ? "" : model, count == null ? 1 : Integer.parseInt(count));
    }
}
