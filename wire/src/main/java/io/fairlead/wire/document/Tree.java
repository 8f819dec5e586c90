package io.fairlead.wire.document;

import io.fairlead.core.problem.Position;
import io.fairlead.wire.document.Node.ListNode;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Node.Place;
import io.fairlead.wire.document.Node.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * Grows the tree of one document from the values that a parser meets, and holds the rules that every format shares:
 * depth,
 * number of values, keys given twice, texts that can not be stored or passed on.
 */
final class Tree {
    /** Deepest nesting of objects and lists. */
    static final int DEPTH_MAX = 64;

    /** Most values in one document: far more than a definition needs, and a bound on memory. */
    static final int VALUES_MAX = 10_000;

    private final Report report;
    private int values;

    Tree(Report report) {
        this.report = report;
    }

    /** The place of the next value; counts it. */
    Place place(Slot slot, int line, int column) throws Unreadable {
        values++;
        if (values > VALUES_MAX) {
            throw new Unreadable(DocumentProblems.TOO_MANY_VALUES, line, column, "max", VALUES_MAX);
        }
        int index = slot.parent() instanceof ListNode list ? list.items().size() : 0;
        return new Place(slot.parent(), slot.key(), index, line, column, slot.keyPosition());
    }

    /**
     * Where the next value goes.
     *
     * @param parent null for the root
     * @param key null in a list and for the root
     */
    record Slot(@Nullable Node parent, @Nullable String key, Position keyPosition) {
        static final Slot ROOT = new Slot(null, null, Position.NONE);

        static Slot in(ListNode list) {
            return new Slot(list, null, Position.NONE);
        }

        static Slot in(MapNode map, String key, int line, int column) {
            return new Slot(map, key, new Position(line, column));
        }
    }

    void checkDepth(int depth, int line, int column) throws Unreadable {
        if (depth > DEPTH_MAX) {
            throw new Unreadable(DocumentProblems.TOO_DEEP, line, column, "max", DEPTH_MAX);
        }
    }

    TextNode text(Place place, String text) {
        TextNode node = new TextNode(place, text);
        checkText(node, text);
        return node;
    }

    /** Puts a value where it belongs. */
    void attach(Slot slot, Node child) {
        String key = slot.key();
        if (slot.parent() instanceof ListNode list) {
            list.add(child);
        } else if (slot.parent() instanceof MapNode map && key != null) {
            checkText(child, key);
            Node first = map.add(key, child);
            if (first != null) {
                int line = first.keyPosition().line();
                int second = child.keyPosition().line();
                report.problemOfKey(child, DocumentProblems.KEY_TWICE, "key", key, "first", line, "second", second);
            }
        }
    }

    private void checkText(Node node, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                report.problem(node, "", DocumentProblems.TEXT_NUL);
                return;
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    report.problem(node, "", DocumentProblems.TEXT_SURROGATE, "code", String.format("%04X", (int) c));
                    return;
                }
                i++;
            }
        }
    }
}
