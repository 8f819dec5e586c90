package io.fairlead.wire.dialect;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Position;
import io.fairlead.core.problem.Problem;
import io.fairlead.wire.document.Format;
import io.fairlead.wire.jobfile.CanonicalJson;
import io.fairlead.wire.jobfile.JobFile;
import io.fairlead.wire.jobfile.ReadResult;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A definition in the making, key by key, with the word that each part came from. At the end the reader of job files
 * judges it, so that a dialect has no rules of its own about values.
 */
public final class Draft {
    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    private final SequencedMap<String, Object> root = new LinkedHashMap<>();
    private final Map<String, Word> origins = new LinkedHashMap<>();

    /** {@code docker} within {@code request}, and so on: what is put beneath {@code a.b} makes both maps. */
    public void put(Word origin, Object value, String... path) {
        SequencedMap<String, Object> map = root;
        for (int i = 0; i < path.length - 1; i++) {
            map = asMap(map.computeIfAbsent(path[i], _ -> new LinkedHashMap<String, Object>()));
        }
        map.put(path[path.length - 1], value);
        origins.put(FieldPath.of(path).toString(), origin);
    }

    /** Adds to the list at this path. */
    public void add(Word origin, Object value, String... path) {
        SequencedMap<String, Object> map = root;
        for (int i = 0; i < path.length - 1; i++) {
            map = asMap(map.computeIfAbsent(path[i], _ -> new LinkedHashMap<String, Object>()));
        }
        List<Object> list = asList(map.computeIfAbsent(path[path.length - 1], _ -> new ArrayList<>()));
        origins.put(FieldPath.of(path).index(list.size()).toString(), origin);
        list.add(value);
    }

    /** A map for one entry of a list, keys and values in turn. */
    public static SequencedMap<String, Object> entry(Object... keysAndValues) {
        SequencedMap<String, Object> entry = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            entry.put(keysAndValues[i].toString(), keysAndValues[i + 1]);
        }
        return entry;
    }

    @SuppressWarnings("unchecked")
    private static SequencedMap<String, Object> asMap(Object value) {
        return (SequencedMap<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> asList(Object value) {
        return (List<Object>) value;
    }

    /** Judged as a job file; what is found is shown at the word that the part came from. */
    public Translation finish(Remarks remarks, List<Translation.Credential> credentials, Translation.Way way) {
        byte[] json = json().getBytes(StandardCharsets.UTF_8);
        ReadResult read = JobFile.read(json, Format.JSON, List.of());
        read.findings().problems().forEach(problem -> remarks.problem(placed(problem)));
        read.findings().notices().forEach(notice -> remarks.notice(placed(notice)));
        boolean good = read.definition().isPresent() && !remarks.refuses();
        return new Translation(
                good ? read.definition().map(CanonicalJson::write) : Optional.empty(),
                remarks.findings(),
                credentials,
                way);
    }

    private Problem placed(Problem problem) {
        List<FieldPath.Segment> segments = problem.path().segments();
        for (int length = segments.size(); length > 0; length--) {
            Word origin = origins.get(new FieldPath(segments.subList(0, length)).toString());
            if (origin != null) {
                return problem.at(origin.at());
            }
        }
        return problem.at(Position.NONE);
    }

    private String json() {
        StringWriter text = new StringWriter(1024);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(json, root);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) {
        switch (value) {
            case Map<?, ?> map -> {
                json.writeStartObject();
                map.forEach((key, inner) -> {
                    json.writeName(String.valueOf(key));
                    write(json, inner);
                });
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                list.forEach(inner -> write(json, inner));
                json.writeEndArray();
            }
            case Boolean flag -> json.writeBoolean(flag);
            case BigDecimal number -> json.writeNumber(number.toPlainString());
            default -> json.writeString(value.toString());
        }
    }
}
