package io.fairlead.store.change;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writing JSON as a stream and reading it as a tree. What is missing and what is empty are the same thing here. */
final class Json {
    static final String EMPTY = "{}";

    private static final int TYPICAL_CHARS = 512;
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    /** @param content writes the members */
    static String object(Consumer<JsonGenerator> content) {
        StringWriter text = new StringWriter(TYPICAL_CHARS);
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            content.accept(out);
            out.writeEndObject();
        }
        return text.toString();
    }

    static <T> void array(JsonGenerator out, String name, List<T> items, Consumer<T> item) {
        if (items.isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart(name);
        items.forEach(item);
        out.writeEndArray();
    }

    static void text(JsonGenerator out, String name, Optional<String> value) {
        value.ifPresent(it -> out.writeStringProperty(name, it));
    }

    static void text(JsonGenerator out, String name, String value) {
        if (!value.isEmpty()) {
            out.writeStringProperty(name, value);
        }
    }

    static JsonNode tree(String text) {
        return MAPPER.readTree(text);
    }

    /** @throws IllegalStateException where it is missing */
    static JsonNode in(JsonNode object, String name) {
        JsonNode value = object.get(name);
        if (value == null) {
            throw new IllegalStateException("no " + name + " in what is stored");
        }
        return value;
    }

    static String textIn(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value == null ? "" : value.stringValue();
    }

    static Optional<String> maybeTextIn(JsonNode object, String name) {
        return Optional.ofNullable(object.get(name)).map(JsonNode::stringValue);
    }

    static long numberIn(JsonNode object, String name) {
        return in(object, name).longValue();
    }

    static int smallIn(JsonNode object, String name) {
        return in(object, name).intValue();
    }

    static boolean flagIn(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value != null && value.booleanValue();
    }

    static <T> List<T> listIn(JsonNode object, String name, Function<JsonNode, T> item) {
        List<T> items = new ArrayList<>();
        JsonNode array = object.get(name);
        if (array != null) {
            array.forEach(node -> items.add(item.apply(node)));
        }
        return items;
    }
}
