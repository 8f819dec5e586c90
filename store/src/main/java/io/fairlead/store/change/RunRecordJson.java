package io.fairlead.store.change;

import io.fairlead.core.runrecord.Code;
import io.fairlead.core.runrecord.Content;
import io.fairlead.core.runrecord.Output;
import io.fairlead.core.runrecord.RunRecord;
import io.fairlead.core.runrecord.Surroundings;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** A run record, as members of a change. */
final class RunRecordJson {
    private RunRecordJson() {}

    static void write(JsonGenerator out, RunRecord record) {
        Surroundings on = record.surroundings();
        out.writeObjectPropertyStart("on");
        out.writeStringProperty("engine", on.engine());
        Json.text(out, "runtime", on.runtime());
        out.writeStringProperty("kernel", on.kernel());
        Json.text(out, "driver", on.driver());
        Json.text(out, "cuda", on.cuda());
        Json.array(out, "devices", on.devices(), out::writeString);
        out.writeEndObject();
        record.log().ifPresent(log -> content(out, "log", log));
        record.matched().ifPresent(matched -> out.writeBooleanProperty("matched", matched));
        Json.array(out, "outputs", record.outputs(), output -> {
            out.writeStartObject();
            out.writeStringProperty("path", output.path());
            flag(out, "there", output.there());
            flag(out, "written", output.written());
            output.content().ifPresent(content -> content(out, "content", content));
            Json.text(out, "note", output.note());
            out.writeEndObject();
        });
        Json.array(out, "code", record.code(), code -> {
            out.writeStartObject();
            out.writeStringProperty("path", code.path());
            Json.text(out, "commit", code.commit());
            Json.text(out, "branch", code.branch());
            out.writeStringProperty("changed", code.changed().name());
            out.writeEndObject();
        });
    }

    private static void content(JsonGenerator out, String name, Content content) {
        out.writeObjectPropertyStart(name);
        out.writeNumberProperty("bytes", content.bytes());
        out.writeStringProperty("sha256", content.sha256());
        out.writeEndObject();
    }

    private static void flag(JsonGenerator out, String name, boolean value) {
        if (value) {
            out.writeBooleanProperty(name, true);
        }
    }

    static RunRecord read(JsonNode body) {
        JsonNode on = Json.in(body, "on");
        return new RunRecord(
                new Surroundings(
                        Json.textIn(on, "engine"),
                        Json.textIn(on, "runtime"),
                        Json.textIn(on, "kernel"),
                        Json.maybeTextIn(on, "driver"),
                        Json.maybeTextIn(on, "cuda"),
                        Json.listIn(on, "devices", JsonNode::stringValue)),
                content(body, "log"),
                Optional.ofNullable(body.get("matched")).map(JsonNode::booleanValue),
                Json.listIn(
                        body,
                        "outputs",
                        output -> new Output(
                                Json.textIn(output, "path"),
                                Json.flagIn(output, "there"),
                                Json.flagIn(output, "written"),
                                content(output, "content"),
                                Json.textIn(output, "note"))),
                Json.listIn(
                        body,
                        "code",
                        code -> new Code(
                                Json.textIn(code, "path"),
                                Json.maybeTextIn(code, "commit"),
                                Json.maybeTextIn(code, "branch"),
                                Code.Changed.valueOf(Json.textIn(code, "changed")))));
    }

    private static Optional<Content> content(JsonNode object, String name) {
        return Optional.ofNullable(object.get(name))
                .map(content -> new Content(Json.numberIn(content, "bytes"), Json.textIn(content, "sha256")));
    }
}
