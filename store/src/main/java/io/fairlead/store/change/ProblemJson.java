package io.fairlead.store.change;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Position;
import io.fairlead.core.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Problems as they are kept: with their words, since a later release may say the same in others. */
public final class ProblemJson {
    private ProblemJson() {}

    static String text(Problem problem) {
        return Json.object(out -> members(out, problem));
    }

    /** Reads what was kept beside a state or in a change. */
    public static Problem problem(String text) {
        return problem(Json.tree(text));
    }

    static void member(JsonGenerator out, String name, Problem problem) {
        out.writeObjectPropertyStart(name);
        members(out, problem);
        out.writeEndObject();
    }

    private static void members(JsonGenerator out, Problem problem) {
        out.writeStringProperty("code", problem.code());
        Json.array(out, "path", problem.path().segments(), segment -> {
            switch (segment) {
                case FieldPath.Key(String name) -> out.writeString(name);
                case FieldPath.Index(int position) -> out.writeNumber(position);
            }
        });
        if (!problem.position().equals(Position.NONE)) {
            out.writeNumberProperty("line", problem.position().line());
            out.writeNumberProperty("column", problem.position().column());
        }
        Json.text(out, "given", problem.given());
        Json.text(out, "message", problem.message());
        Json.text(out, "fix", problem.fix());
        if (!problem.arguments().isEmpty()) {
            out.writeObjectPropertyStart("arguments");
            problem.arguments().forEach(out::writeStringProperty);
            out.writeEndObject();
        }
    }

    static Problem problem(JsonNode object) {
        FieldPath path = FieldPath.ROOT;
        for (JsonNode segment : Json.listIn(object, "path", node -> node)) {
            path = segment.isNumber() ? path.index(segment.intValue()) : path.key(segment.stringValue());
        }
        Position position = object.has("line")
                ? new Position(Json.smallIn(object, "line"), Json.smallIn(object, "column"))
                : Position.NONE;
        SequencedMap<String, String> arguments = new LinkedHashMap<>();
        JsonNode values = object.get("arguments");
        if (values != null) {
            for (Map.Entry<String, JsonNode> entry : values.properties()) {
                arguments.put(entry.getKey(), entry.getValue().stringValue());
            }
        }
        return new Problem(
                Json.textIn(object, "code"),
                path,
                position,
                Json.textIn(object, "given"),
                Json.textIn(object, "message"),
                Json.textIn(object, "fix"),
                arguments);
    }
}
