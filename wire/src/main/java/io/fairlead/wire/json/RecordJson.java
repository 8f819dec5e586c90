package io.fairlead.wire.json;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Records to JSON and back. A component is a String, a boolean, a whole number, a BigDecimal, an Instant, a
 * {@link JsonText}, a record, or an Optional, List or Map (by String) of these; its name is the key. Nothing is written
 * for an empty Optional. Reading ignores keys that the record lacks, and takes an absent text, number, flag or
 * collection as the empty one, so that either side may be older.
 *
 * <p>Jackson's streaming layer does the JSON; its data binding does not do the records, because loading it costs a
 * command more than everything else together (the measurement is in the decision record on the API's JSON).
 */
public final class RecordJson {
    private static final JsonFactory JSON = new JsonFactory();

    private RecordJson() {}

    /** UTF-8. */
    public static byte[] write(Record value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            RecordForm.of(value.getClass()).write(out, value);
        }
        return bytes.toByteArray();
    }

    /** @throws MalformedJson where the text is no JSON, or lacks a record or a time that the type needs */
    public static <T extends Record> T read(byte[] json, Class<T> type) throws MalformedJson {
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), json)) {
            JsonToken first = in.nextToken();
            if (first == null) {
                throw new MalformedJson("no JSON at all");
            }
            Object made = RecordForm.of(type).read(value(in, first));
            if (in.nextToken() != null) {
                throw new MalformedJson("text after the JSON value");
            }
            return type.cast(made);
        } catch (JacksonException e) {
            throw new MalformedJson("not JSON: " + e.getOriginalMessage());
        }
    }

    /** Objects become maps, numbers BigDecimals, null null. */
    private static @Nullable Object value(JsonParser in, JsonToken token) throws MalformedJson {
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    String name = in.currentName();
                    fields.put(name, value(in, in.nextToken()));
                }
                yield fields;
            }
            case START_ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
                    items.add(value(in, next));
                }
                yield items;
            }
            case VALUE_STRING -> in.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new MalformedJson("not JSON: " + token);
        };
    }

    /** A value read by {@link #value}, as text again. */
    static String text(@Nullable Object tree) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            write(out, tree);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void write(JsonGenerator out, @Nullable Object tree) {
        if (tree == null) {
            out.writeNull();
        } else if (tree instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeName((String) entry.getKey());
                write(out, entry.getValue());
            }
            out.writeEndObject();
        } else if (tree instanceof List<?> list) {
            out.writeStartArray();
            for (Object item : list) {
                write(out, item);
            }
            out.writeEndArray();
        } else if (tree instanceof String text) {
            out.writeString(text);
        } else if (tree instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else {
            out.writeNumber(plain((BigDecimal) tree));
        }
    }

    /** Hundreds are written as such and not as {@code 2.4E+2}. */
    static BigDecimal plain(BigDecimal number) {
        return number.scale() < 0 ? number.setScale(0, RoundingMode.UNNECESSARY) : number;
    }
}
