package io.fairlead.cli.words;

import java.util.ArrayList;
import java.util.List;

/** Text in lines that fit, with a column for names. */
final class HelpText {
    private static final int COLUMNS = 100;
    private static final int NAME_COLUMNS = 26;
    private static final int INDENT = 2;

    private final StringBuilder text = new StringBuilder();

    HelpText line(String line) {
        text.append(line).append('\n');
        return this;
    }

    /** A name and what is said about it, on as many lines as it takes. */
    HelpText row(String name, String about) {
        String begin = " ".repeat(INDENT) + name;
        int column = INDENT + NAME_COLUMNS;
        String head = begin + " ".repeat(Math.max(INDENT, column - begin.length()));
        text.append(flowed(head, List.of(about.split(" ")), column)).append('\n');
        return this;
    }

    /** What follows the first line is indented as far as the first line's beginning reaches. */
    static String wrapped(String begin, List<String> parts) {
        return flowed(
                begin + " ", parts.stream().filter(part -> !part.isEmpty()).toList(), begin.length() + 1);
    }

    private static String flowed(String begin, List<String> parts, int indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(begin);
        boolean empty = true;
        for (String part : parts) {
            if (!empty && line.length() + 1 + part.length() > COLUMNS) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(indent));
                empty = true;
            }
            line.append(empty ? "" : " ").append(part);
            empty = false;
        }
        lines.add(line.toString().stripTrailing());
        return String.join("\n", lines);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
