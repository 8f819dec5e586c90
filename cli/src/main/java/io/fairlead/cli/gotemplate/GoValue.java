package io.fairlead.cli.gotemplate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A value as Go has it, with the two texts that Go makes of it: the plain one and JSON. */
public sealed interface GoValue {
    /** As {@code fmt} prints it: {@code map[a:b]}, {@code [a b]}. */
    String plain();

    String json();

    record Text(String text) implements GoValue {
        @Override
        public String plain() {
            return text;
        }

        @Override
        public String json() {
            StringBuilder json = new StringBuilder("\"");
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                switch (c) {
                    case '"' -> json.append("\\\"");
                    case '\\' -> json.append("\\\\");
                    case '\n' -> json.append("\\n");
                    case '\r' -> json.append("\\r");
                    case '\t' -> json.append("\\t");
                    default -> json.append(c < ' ' ? String.format("\\u%04x", (int) c) : Character.toString(c));
                }
            }
            return json.append('"').toString();
        }
    }

    record Whole(long number) implements GoValue {
        @Override
        public String plain() {
            return Long.toString(number);
        }

        @Override
        public String json() {
            return plain();
        }
    }

    record Flag(boolean on) implements GoValue {
        @Override
        public String plain() {
            return Boolean.toString(on);
        }

        @Override
        public String json() {
            return plain();
        }
    }

    /** Nothing there: of a pointer, or of a key that a map does not have. */
    record Nil(String shown) implements GoValue {
        static final Nil NO_VALUE = new Nil("<no value>");

        @Override
        public String plain() {
            return shown;
        }

        @Override
        public String json() {
            return "null";
        }
    }

    record Items(List<GoValue> values) implements GoValue {
        public Items {
            values = List.copyOf(values);
        }

        @Override
        public String plain() {
            return values.stream().map(GoValue::plain).collect(Collectors.joining(" ", "[", "]"));
        }

        @Override
        public String json() {
            return values.stream().map(GoValue::json).collect(Collectors.joining(",", "[", "]"));
        }
    }

    /** Keys that are data, in Go's order: sorted. */
    record Dictionary(SortedMap<String, GoValue> values) implements GoValue {
        public Dictionary {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        }

        @Override
        public String plain() {
            return values.entrySet().stream()
                    .map(entry -> entry.getKey() + ":" + entry.getValue().plain())
                    .collect(Collectors.joining(" ", "map[", "]"));
        }

        @Override
        public String json() {
            return object(values);
        }
    }

    /** Fields that are known beforehand: another name is a mistake. */
    record Struct(SequencedMap<String, GoValue> fields) implements GoValue {
        public Struct {
            fields = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fields));
        }

        @Override
        public String plain() {
            return fields.values().stream().map(GoValue::plain).collect(Collectors.joining(" ", "{", "}"));
        }

        @Override
        public String json() {
            return object(fields);
        }
    }

    private static String object(Map<String, GoValue> values) {
        return values.entrySet().stream()
                .map(entry ->
                        new Text(entry.getKey()).json() + ":" + entry.getValue().json())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Of texts, numbers, booleans, lists and values. */
    static GoValue of(Object value) {
        return switch (value) {
            case GoValue ready -> ready;
            case Boolean on -> new Flag(on);
            case Number number -> new Whole(number.longValue());
            case List<?> list -> {
                List<GoValue> items = new ArrayList<>();
                list.forEach(item -> items.add(of(item)));
                yield new Items(items);
            }
            default -> new Text(value.toString());
        };
    }

    /** Names and values in turn. */
    static Struct struct(Object... namesAndValues) {
        SequencedMap<String, GoValue> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i].toString(), of(namesAndValues[i + 1]));
        }
        return new Struct(fields);
    }

    static Dictionary dictionary(Map<String, String> texts) {
        return new Dictionary(new TreeMap<>(texts.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new Text(entry.getValue())))));
    }

    /** Those of two structures behind each other; the later of two equal names counts. */
    static Struct joined(Struct one, Struct other) {
        SequencedMap<String, GoValue> fields = new LinkedHashMap<>();
        Stream.of(one, other).forEach(struct -> fields.putAll(struct.fields()));
        return new Struct(fields);
    }
}
