package io.fairlead.wire.dialect.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One line of values with commas between them, as Docker's flags take it: a field in double quotes keeps its commas. */
final class Csv {
    private Csv() {}

    /** Empty where a quote is not closed, or stands inside a field. */
    static Optional<List<String>> split(String text) {
        List<String> fields = new ArrayList<>();
        int at = 0;
        while (at <= text.length()) {
            if (at < text.length() && text.charAt(at) == '"') {
                StringBuilder field = new StringBuilder();
                int end = quoted(text, at + 1, field);
                if (end < 0 || (end < text.length() && text.charAt(end) != ',')) {
                    return Optional.empty();
                }
                fields.add(field.toString());
                at = end + 1;
            } else {
                int comma = text.indexOf(',', at);
                int end = comma < 0 ? text.length() : comma;
                String field = text.substring(at, end);
                if (field.indexOf('"') >= 0) {
                    return Optional.empty();
                }
                fields.add(field);
                at = end + 1;
            }
        }
        return Optional.of(fields);
    }

    /** @return behind the closing quote; negative where there is none */
    private static int quoted(String text, int from, StringBuilder field) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                field.append('"');
                at += 2;
            } else if (c == '"') {
                return at + 1;
            } else {
                field.append(c);
                at++;
            }
        }
        return -1;
    }
}
