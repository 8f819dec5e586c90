package io.fairlead.store.change;

import io.fairlead.core.job.FilesLeft;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** What an attempt left outside of volumes, as members of a change. */
final class FilesLeftJson {
    private FilesLeftJson() {}

    static void write(JsonGenerator out, FilesLeft left) {
        out.writeNumberProperty("files", left.files());
        out.writeNumberProperty("bytes", left.bytes());
        if (left.whole()) {
            out.writeBooleanProperty("whole", true);
        }
        Json.array(out, "listed", left.listed(), file -> {
            out.writeStartObject();
            out.writeStringProperty("path", file.path());
            out.writeNumberProperty("bytes", file.bytes());
            out.writeEndObject();
        });
        Json.array(out, "memory", left.memory(), out::writeString);
        out.writeNumberProperty("keptHours", left.keptHours());
    }

    static FilesLeft read(JsonNode body) {
        List<FilesLeft.File> listed = Json.listIn(
                body, "listed", file -> new FilesLeft.File(Json.textIn(file, "path"), Json.numberIn(file, "bytes")));
        return new FilesLeft(
                Json.numberIn(body, "files"),
                Json.numberIn(body, "bytes"),
                Json.flagIn(body, "whole"),
                listed,
                Json.listIn(body, "memory", JsonNode::stringValue),
                Json.smallIn(body, "keptHours"));
    }
}
