package io.fairlead.wire.document;

import java.util.Locale;

/** How a document is written. */
public enum Format {
    JSON,
    YAML,
    /** JSON where the text starts with a brace, YAML otherwise. */
    BY_CONTENT;

    /** By the ending of a file's name; {@link #BY_CONTENT} where that says nothing. */
    public static Format ofFileName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".json")) {
            return JSON;
        }
        return lower.endsWith(".yaml") || lower.endsWith(".yml") ? YAML : BY_CONTENT;
    }

    Format of(String text) {
        if (this != BY_CONTENT) {
            return this;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
                return c == '{' || c == '[' ? JSON : YAML;
            }
        }
        return JSON;
    }
}
