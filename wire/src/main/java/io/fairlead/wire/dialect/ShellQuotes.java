package io.fairlead.wire.dialect;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words as they are typed for a shell. */
public final class ShellQuotes {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellQuotes() {}

    /** Quoted where a shell would take it for anything but itself. */
    public static String word(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    public static String line(List<String> words) {
        return words.stream().map(ShellQuotes::word).collect(Collectors.joining(" "));
    }
}
