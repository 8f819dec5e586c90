package io.fairlead.core.problem;

import java.util.ArrayList;
import java.util.List;

/**
 * Where in a document or a request something stands.
 *
 * @param segments keys and list indices from the root on; an index is written in digits and marked as such by its type
 */
public record FieldPath(List<Segment> segments) {
    public static final FieldPath ROOT = new FieldPath(List.of());

    /** One step down: into a map by key or into a list by index. */
    public sealed interface Segment {}

    public record Key(String name) implements Segment {}

    /** @param position counted from 0 */
    public record Index(int position) implements Segment {}

    public FieldPath {
        segments = List.copyOf(segments);
    }

    /** A path of keys alone, outermost first. */
    public static FieldPath of(String... keys) {
        FieldPath path = ROOT;
        for (String key : keys) {
            path = path.key(key);
        }
        return path;
    }

    public FieldPath key(String name) {
        return extended(new Key(name));
    }

    public FieldPath index(int position) {
        return extended(new Index(position));
    }

    private FieldPath extended(Segment segment) {
        List<Segment> longer = new ArrayList<>(segments.size() + 1);
        longer.addAll(segments);
        longer.add(segment);
        return new FieldPath(longer);
    }

    /** As people read it: {@code request.docker.storage[0].sizeGb}; the empty string for the root. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Segment segment : segments) {
            switch (segment) {
                case Key(String name) -> text.append(text.isEmpty() ? "" : ".").append(name);
                case Index(int position) -> text.append('[').append(position).append(']');
            }
        }
        return text.toString();
    }

    /** As programs read it: the JSON pointer of RFC 6901. */
    public String pointer() {
        StringBuilder text = new StringBuilder();
        for (Segment segment : segments) {
            text.append('/');
            switch (segment) {
                case Key(String name) -> text.append(name.replace("~", "~0").replace("/", "~1"));
                case Index(int position) -> text.append(position);
            }
        }
        return text.toString();
    }
}
