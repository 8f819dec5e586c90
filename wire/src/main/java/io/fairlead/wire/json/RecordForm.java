package io.fairlead.wire.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A public record: an object with a key for each component, in their order. */
final class RecordForm extends Form {
    private static final Map<Class<?>, RecordForm> KNOWN = new ConcurrentHashMap<>();

    private final Class<?> type;
    private final String[] names;
    private final Form[] forms;
    private final Method[] accessors;
    private final Constructor<?> constructor;

    private RecordForm(Class<?> type) throws NoSuchMethodException {
        RecordComponent[] components = type.getRecordComponents();
        this.type = type;
        this.names = new String[components.length];
        this.forms = new Form[components.length];
        this.accessors = new Method[components.length];
        Class<?>[] parameters = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            names[i] = components[i].getName();
            forms[i] = Form.of(components[i].getGenericType());
            accessors[i] = components[i].getAccessor();
            parameters[i] = components[i].getType();
        }
        this.constructor = type.getDeclaredConstructor(parameters);
    }

    static RecordForm of(Class<?> type) {
        RecordForm known = KNOWN.get(type);
        if (known != null) {
            return known;
        }
        try {
            RecordForm made = new RecordForm(type);
            KNOWN.put(type, made);
            return made;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its constructor: " + type, e);
        }
    }

    @Override
    void write(JsonGenerator out, Object value) {
        out.writeStartObject();
        for (int i = 0; i < names.length; i++) {
            Object component = component(i, value);
            if (!forms[i].absent(component)) {
                out.writeName(names[i]);
                forms[i].write(out, component);
            }
        }
        out.writeEndObject();
    }

    private Object component(int index, Object value) {
        try {
            return accessors[index].invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + names[index] + " of " + type, e);
        }
    }

    @Override
    Object read(@Nullable Object tree) throws MalformedJson {
        if (!(tree instanceof Map<?, ?> fields)) {
            throw unlike("an object with the fields of " + type.getSimpleName(), tree);
        }
        @Nullable Object[] arguments = new @Nullable Object[names.length];
        for (int i = 0; i < names.length; i++) {
            try {
                arguments[i] = forms[i].read(fields.get(names[i]));
            } catch (MalformedJson e) {
                throw new MalformedJson(names[i] + ": " + e.getMessage());
            }
        }
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new MalformedJson("not a " + type.getSimpleName() + ": " + e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type, e);
        }
    }
}
