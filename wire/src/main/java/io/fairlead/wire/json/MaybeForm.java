package io.fairlead.wire.json;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** An Optional: its key is left out where there is nothing. */
final class MaybeForm extends Form {
    private final Form inner;

    MaybeForm(Form inner) {
        this.inner = inner;
    }

    @Override
    boolean absent(Object value) {
        return ((Optional<?>) value).isEmpty();
    }

    @Override
    void write(JsonGenerator out, Object value) {
        inner.write(out, ((Optional<?>) value).orElseThrow());
    }

    @Override
    Object read(@Nullable Object tree) throws MalformedJson {
        return tree == null ? Optional.empty() : Optional.of(inner.read(tree));
    }
}
