package io.fairlead.cli.show;

import java.io.PrintStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** JSON for people: indented, or as YAML. Texts in it are spelled so that a terminal shows and does not obey them. */
public final class Tree {
    private static final JsonFactory JSON = new JsonFactory();

    private Tree() {}

    /** Indented by two. */
    public static void json(PrintStream out, byte[] text) {
        StringBuilder into = new StringBuilder(text.length * 2);
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), text)) {
            json(in, in.nextToken(), into, 0);
        }
        out.println(into);
    }

    public static void yaml(PrintStream out, byte[] text) {
        StringBuilder into = new StringBuilder(text.length * 2);
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), text)) {
            yaml(in, in.nextToken(), into, 0);
        }
        out.print(into.charAt(0) == '\n' ? into.substring(1) : into.toString());
    }

    private static void json(JsonParser in, JsonToken token, StringBuilder into, int depth) {
        boolean object = token == JsonToken.START_OBJECT;
        if (!object && token != JsonToken.START_ARRAY) {
            into.append(scalar(in, token));
            return;
        }
        JsonToken end = object ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
        into.append(object ? '{' : '[');
        boolean first = true;
        for (JsonToken next = in.nextToken(); next != end; next = in.nextToken()) {
            into.append(first ? "\n" : ",\n").repeat(' ', 2 * depth + 2);
            first = false;
            if (object) {
                into.append(quoted(in.currentName())).append(": ");
                next = in.nextToken();
            }
            json(in, next, into, depth + 1);
        }
        if (!first) {
            into.append('\n').repeat(' ', 2 * depth);
        }
        into.append(object ? '}' : ']');
    }

    /** Begins with a blank for what stays on the line, with a newline for what does not. */
    private static void yaml(JsonParser in, JsonToken token, StringBuilder into, int depth) {
        boolean object = token == JsonToken.START_OBJECT;
        if (!object && token != JsonToken.START_ARRAY) {
            into.append(' ').append(scalar(in, token)).append('\n');
            return;
        }
        JsonToken end = object ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
        boolean first = true;
        for (JsonToken next = in.nextToken(); next != end; next = in.nextToken()) {
            into.append(first ? "\n" : "").repeat(' ', 2 * depth);
            first = false;
            if (object) {
                into.append(key(in.currentName())).append(':');
                next = in.nextToken();
            } else {
                into.append('-');
            }
            yaml(in, next, into, depth + 1);
        }
        if (first) {
            into.append(object ? " {}\n" : " []\n");
        }
    }

    private static String scalar(JsonParser in, JsonToken token) {
        return token == JsonToken.VALUE_STRING ? quoted(in.getString()) : in.getString();
    }

    private static String key(String name) {
        boolean plain = !name.isEmpty() && name.chars().allMatch(c -> c < 0x7f && Character.isLetter(c));
        boolean word = name.equals("true") || name.equals("false") || name.equals("null");
        return plain && !word ? name : quoted(name);
    }

    /** A JSON string, which is also a YAML one. */
    private static String quoted(String text) {
        StringBuilder into = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            switch (c) {
                case '"' -> into.append("\\\"");
                case '\\' -> into.append("\\\\");
                case '\n' -> into.append("\\n");
                case '\t' -> into.append("\\t");
                case '\r' -> into.append("\\r");
                default -> {
                    if (Inert.isInvisible(c)) {
                        for (int k = i; k < next; k++) {
                            Inert.unicode(into, text.charAt(k));
                        }
                    } else {
                        into.appendCodePoint(c);
                    }
                }
            }
            i = next;
        }
        return into.append('"').toString();
    }
}
