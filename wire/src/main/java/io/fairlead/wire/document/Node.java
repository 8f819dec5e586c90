package io.fairlead.wire.document;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** A value of a document, which knows where it stands. Compared by identity: equal text at two places is two nodes. */
public abstract sealed class Node {
    /** Longest key that is shown whole: no key of ours comes near it. */
    private static final int KEY_SHOWN_MAX_CHARS = 128;

    private final @Nullable Node parent;
    private final @Nullable String key;
    private final int index;
    private final int line;
    private final int column;
    private final Position keyPosition;

    private Node(Place place) {
        this.parent = place.parent;
        this.key = place.key;
        this.index = place.index;
        this.line = place.line;
        this.column = place.column;
        this.keyPosition = place.keyPosition;
    }

    /** From the document's root on. */
    public final FieldPath path() {
        if (parent == null) {
            return FieldPath.ROOT;
        }
        return key != null ? parent.path().key(shortened(key)) : parent.path().index(index);
    }

    private static String shortened(String key) {
        return key.length() <= KEY_SHOWN_MAX_CHARS ? key : key.substring(0, KEY_SHOWN_MAX_CHARS - 1) + "…";
    }

    /** What to call it in a sentence: its key, the key of its list with its number, or {@code the document}. */
    public final String name() {
        if (parent == null) {
            return "the document";
        }
        return key != null ? shortened(key) : parent.name() + "[" + index + "]";
    }

    /** Where its key stands; its own position in a list. */
    public final Position keyPosition() {
        return keyPosition.isKnown() ? keyPosition : position();
    }

    public final Position position() {
        return new Position(line, column);
    }

    /** What it is, with its article: {@code a text}, {@code a list}. */
    public abstract String kind();

    /** For a message: the value where it is a single one, the kind where it is not. */
    public abstract String shown();

    /** The place of this node, for a node that takes its place. */
    final Place place() {
        return new Place(parent, key, index, line, column, keyPosition);
    }

    /**
     * Where a node stands.
     *
     * @param parent null for the root
     * @param key null in a list and for the root
     * @param keyPosition unknown in a list and for the root
     */
    record Place(@Nullable Node parent, @Nullable String key, int index, int line, int column, Position keyPosition) {}

    /** An object, its members in the order written. */
    public static final class MapNode extends Node {
        private final SequencedMap<String, Node> members = new LinkedHashMap<>();

        MapNode(Place place) {
            super(place);
        }

        /** An object that was not written as such but stands for what was written there. */
        public static MapNode insteadOf(Node node, SequencedMap<String, Node> members) {
            MapNode map = new MapNode(node.place());
            map.members.putAll(members);
            return map;
        }

        public SequencedMap<String, Node> members() {
            return Collections.unmodifiableSequencedMap(members);
        }

        /** The member of that name; null where there is none. */
        public @Nullable Node find(String name) {
            return members.get(name);
        }

        /** Keeps the first of two; returns that first one, or null. */
        @Nullable
        Node add(String name, Node node) {
            return members.putIfAbsent(name, node);
        }

        @Override
        public String kind() {
            return "an object";
        }

        @Override
        public String shown() {
            return members.isEmpty() ? "{}" : "an object";
        }
    }

    /** A list. */
    public static final class ListNode extends Node {
        private final List<Node> items = new ArrayList<>();

        ListNode(Place place) {
            super(place);
        }

        /** A list that was not written as such but stands for what was written there. */
        public static ListNode insteadOf(Node node, List<Node> items) {
            ListNode list = new ListNode(node.place());
            list.items.addAll(items);
            return list;
        }

        public List<Node> items() {
            return Collections.unmodifiableList(items);
        }

        void add(Node node) {
            items.add(node);
        }

        @Override
        public String kind() {
            return "a list";
        }

        @Override
        public String shown() {
            return items.isEmpty() ? "[]" : "a list";
        }
    }

    /** A text. */
    public static final class TextNode extends Node {
        private final String text;

        TextNode(Place place, String text) {
            super(place);
            this.text = text;
        }

        /** A text that was not written as such but stands for what was written there. */
        public static TextNode insteadOf(Node node, String text) {
            return new TextNode(node.place(), text);
        }

        public String text() {
            return text;
        }

        @Override
        public String kind() {
            return "a text";
        }

        @Override
        public String shown() {
            return text;
        }
    }

    /** A number, by JSON's grammar in YAML too. */
    public static final class NumberNode extends Node {
        private final String digits;

        NumberNode(Place place, String digits) {
            super(place);
            this.digits = digits;
        }

        /** A number that was not written as such but stands for what was written there. */
        public static NumberNode insteadOf(Node node, String digits) {
            return new NumberNode(node.place(), digits);
        }

        /** As it was written. */
        public String digits() {
            return digits;
        }

        @Override
        public String kind() {
            return "a number";
        }

        @Override
        public String shown() {
            return digits;
        }
    }

    /** True or false. */
    public static final class BoolNode extends Node {
        private final boolean value;

        BoolNode(Place place, boolean value) {
            super(place);
            this.value = value;
        }

        public boolean value() {
            return value;
        }

        @Override
        public String kind() {
            return "a boolean";
        }

        @Override
        public String shown() {
            return Boolean.toString(value);
        }
    }

    /** Nothing, written down. */
    public static final class NullNode extends Node {
        NullNode(Place place) {
            super(place);
        }

        @Override
        public String kind() {
            return "null";
        }

        @Override
        public String shown() {
            return "null";
        }
    }
}
