package io.fairlead.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Headers in the order given, repeated names kept, names compared without case. Names and values are checked, so that
 * no value can smuggle a line break into a message.
 */
public final class Headers {
    /** No headers. */
    public static final Headers NONE = new Headers(List.of());

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private final List<Field> fields;

    private Headers(List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    /** One header line. Throws IllegalArgumentException for a name that is no token or a value with control characters. */
    public record Field(String name, String value) {
        public Field {
            if (name.isEmpty() || !Ascii.all(name, Headers::isTokenCharacter)) {
                throw new IllegalArgumentException("not a header name: " + Ascii.quoted(name));
            }
            if (!Ascii.all(value, Headers::isValueCharacter)) {
                throw new IllegalArgumentException("header " + name + " has a character that is not allowed");
            }
        }
    }

    static Headers of(List<Field> fields) {
        return new Headers(fields);
    }

    /** These headers and one more at the end. */
    public Headers and(String name, String value) {
        List<Field> longer = new ArrayList<>(fields);
        longer.add(new Field(name, value));
        return new Headers(longer);
    }

    /** The first value of this name. */
    public Optional<String> first(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    /** All values of this name in their order. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                values.add(field.value());
            }
        }
        return values;
    }

    /** All headers in their order. */
    public List<Field> fields() {
        return fields;
    }

    /** Whether a comma-separated header such as Connection names this word. */
    boolean names(String header, String word) {
        for (String value : all(header)) {
            for (String part : value.split(",", -1)) {
                if (part.strip().equalsIgnoreCase(word)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isTokenCharacter(int c) {
        return Ascii.isLetterOrDigit(c) || TOKEN_MARKS.indexOf(c) >= 0;
    }

    private static boolean isValueCharacter(int c) {
        return c == '\t' || (c >= ' ' && c != 0x7f && c <= 0xff);
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
