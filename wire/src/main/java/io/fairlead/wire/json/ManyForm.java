package io.fairlead.wire.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A List: an array, and empty where its key is absent. */
final class ManyForm extends Form {
    private final Form item;

    ManyForm(Form item) {
        this.item = item;
    }

    @Override
    void write(JsonGenerator out, Object value) {
        out.writeStartArray();
        for (Object one : (List<?>) value) {
            item.write(out, one);
        }
        out.writeEndArray();
    }

    @Override
    Object read(@Nullable Object tree) throws MalformedJson {
        List<Object> items = new ArrayList<>();
        if (tree instanceof List<?> list) {
            for (Object one : list) {
                items.add(item.read(one));
            }
        } else if (tree != null) {
            throw unlike("a list", tree);
        }
        return items;
    }
}
