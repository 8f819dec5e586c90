package io.fairlead.cli.command.slurm;

import io.fairlead.cli.show.Inert;
import io.fairlead.cli.words.WrongUsage;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A format of {@code squeue} or {@code sinfo}: fields as {@code %.18i} between other text. A point sets to the right, a
 * number is the width.
 */
final class Fields<T> {
    private static final Pattern FIELD = Pattern.compile("%(\\.?)(\\d{0,4})([A-Za-z])");

    private final List<Part<T>> parts = new ArrayList<>();

    /** What stands for a letter. */
    record Field<T>(String head, Function<T, String> value) {}

    private record Part<T>(String before, boolean right, int width, Field<T> field) {}

    /** @throws WrongUsage for a letter that is not known */
    Fields(String format, SequencedMap<Character, Field<T>> known) {
        Matcher part = FIELD.matcher(format);
        int from = 0;
        while (part.find()) {
            char letter = part.group(3).charAt(0);
            Field<T> field = known.get(letter);
            if (field == null) {
                throw new WrongUsage("unknown field %" + letter, "there are " + letters(known));
            }
            String before = format.substring(from, part.start());
            int width = part.group(2).isEmpty() ? 0 : Integer.parseInt(part.group(2));
            parts.add(new Part<>(before, !part.group(1).isEmpty(), width, field));
            from = part.end();
        }
        if (parts.isEmpty()) {
            throw new WrongUsage("the format \"" + format + "\" has no field", "there are " + letters(known));
        }
    }

    private static <T> String letters(SequencedMap<Character, Field<T>> known) {
        return String.join(" ", known.keySet().stream().map(it -> "%" + it).toList());
    }

    void head(PrintStream out) {
        StringBuilder line = new StringBuilder();
        parts.forEach(
                part -> line.append(part.before()).append(set(part, part.field().head())));
        out.println(line);
    }

    void row(PrintStream out, T value) {
        StringBuilder line = new StringBuilder();
        parts.forEach(part -> line.append(part.before())
                .append(set(part, Inert.line(part.field().value().apply(value)))));
        out.println(line);
    }

    private static String set(Part<?> part, String text) {
        if (part.width() == 0) {
            return text;
        }
        String cut = text.length() > part.width() ? text.substring(0, part.width()) : text;
        String gap = " ".repeat(part.width() - cut.length());
        return part.right() ? gap + cut : cut + gap;
    }
}
