package io.fairlead.wire.json;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A Map by text: an object in the map's own order, and empty where its key is absent. */
final class TableForm extends Form {
    private final Form value;

    TableForm(Form value) {
        this.value = value;
    }

    @Override
    void write(JsonGenerator out, Object table) {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) table).entrySet()) {
            out.writeName((String) entry.getKey());
            value.write(out, entry.getValue());
        }
        out.writeEndObject();
    }

    @Override
    Object read(@Nullable Object tree) throws MalformedJson {
        Map<String, Object> table = new LinkedHashMap<>();
        if (tree instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                table.put((String) entry.getKey(), value.read(entry.getValue()));
            }
        } else if (tree != null) {
            throw unlike("an object", tree);
        }
        return table;
    }
}
