package io.fairlead.wire.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** How values of one Java type look in JSON. Plain classes, no lambdas: these are a command's first steps. */
abstract class Form {
    /** Whether the key is left out for this value. */
    boolean absent(Object value) {
        return false;
    }

    abstract void write(JsonGenerator out, Object value);

    /** @param tree null where the key is absent, or its value is null */
    abstract Object read(@Nullable Object tree) throws MalformedJson;

    static Form of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                return new MaybeForm(of(arguments[0]));
            }
            if (generic.getRawType() == List.class) {
                return new ManyForm(of(arguments[0]));
            }
            if (generic.getRawType() == Map.class && arguments[0] == String.class) {
                return new TableForm(of(arguments[1]));
            }
        } else if (type instanceof Class<?> plain) {
            return of(plain);
        }
        throw new IllegalArgumentException("no JSON for " + type);
    }

    private static Form of(Class<?> type) {
        if (type == String.class) {
            return new TextForm();
        }
        if (type == int.class || type == Integer.class) {
            return new IntForm();
        }
        if (type == long.class || type == Long.class) {
            return new LongForm();
        }
        if (type == boolean.class || type == Boolean.class) {
            return new FlagForm();
        }
        if (type == BigDecimal.class) {
            return new DecimalForm();
        }
        if (type == Instant.class) {
            return new MomentForm();
        }
        if (type == JsonText.class) {
            return new RawForm();
        }
        if (type.isRecord()) {
            return RecordForm.of(type);
        }
        throw new IllegalArgumentException("no JSON for " + type);
    }

    static MalformedJson unlike(String wanted, @Nullable Object found) {
        return new MalformedJson("expected " + wanted + ", found " + found);
    }

    private static final class TextForm extends Form {
        @Override
        void write(JsonGenerator out, Object value) {
            out.writeString((String) value);
        }

        @Override
        Object read(@Nullable Object tree) throws MalformedJson {
            if (tree == null) {
                return "";
            }
            if (tree instanceof Map<?, ?> || tree instanceof Collection<?>) {
                throw unlike("a text", tree);
            }
            return tree.toString();
        }
    }

    private static final class IntForm extends Form {
        @Override
        void write(JsonGenerator out, Object value) {
            out.writeNumber((Integer) value);
        }

        @Override
        Object read(@Nullable Object tree) throws MalformedJson {
            return number(tree).intValue();
        }
    }

    private static final class LongForm extends Form {
        @Override
        void write(JsonGenerator out, Object value) {
            out.writeNumber((Long) value);
        }

        @Override
        Object read(@Nullable Object tree) throws MalformedJson {
            return number(tree).longValue();
        }
    }

    private static final class DecimalForm extends Form {
        @Override
        void write(JsonGenerator out, Object value) {
            out.writeNumber(RecordJson.plain((BigDecimal) value));
        }

        @Override
        Object read(@Nullable Object tree) throws MalformedJson {
            return number(tree);
        }
    }

    private static BigDecimal number(@Nullable Object tree) throws MalformedJson {
        if (tree == null) {
            return BigDecimal.ZERO;
        }
        if (tree instanceof BigDecimal number) {
            return number;
        }
        throw unlike("a number", tree);
    }

    private static final class FlagForm extends Form {
        @Override
        void write(JsonGenerator out, Object value) {
            out.writeBoolean((Boolean) value);
        }

        @Override
        Object read(@Nullable Object tree) throws MalformedJson {
            if (tree == null) {
                return false;
            }
            if (tree instanceof Boolean) {
                return tree;
            }
            throw unlike("true or false", tree);
        }
    }

    private static final class MomentForm extends Form {
        @Override
        void write(JsonGenerator out, Object value) {
            out.writeString(Moment.text((Instant) value));
        }

        @Override
        Object read(@Nullable Object tree) throws MalformedJson {
            if (tree instanceof String text) {
                return Moment.parse(text);
            }
            throw unlike("a time", tree);
        }
    }

    private static final class RawForm extends Form {
        @Override
        void write(JsonGenerator out, Object value) {
            out.writeRawValue(((JsonText) value).text());
        }

        @Override
        Object read(@Nullable Object tree) {
            return new JsonText(RecordJson.text(tree));
        }
    }
}
