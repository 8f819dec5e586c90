package io.fairlead.wire.document;

import io.fairlead.wire.document.Node.BoolNode;
import io.fairlead.wire.document.Node.ListNode;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Node.NullNode;
import io.fairlead.wire.document.Node.NumberNode;
import io.fairlead.wire.document.Node.Place;
import io.fairlead.wire.document.Tree.Slot;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML that says no more than JSON could: objects with plain keys, lists, texts, numbers, booleans, null.
 * Anchors,
 * aliases, tags, merge keys and further documents are refused, since each makes a text mean something else than it
 * shows.
 */
final class YamlText {
    /** The parser copies its whole window each time a buffer is full, so one buffer must hold the whole text. */
    private static final int BUFFER_LEAST_CHARS = 1024;

    private final Iterator<Event> events;
    private final Tree tree;

    private YamlText(Iterator<Event> events, Tree tree) {
        this.events = events;
        this.tree = tree;
    }

    static Node parse(String text, Tree tree) throws Unreadable {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(Document.SIZE_MAX_BYTES_STORED)
                .setParseComments(false)
                .setBufferSize(Math.max(BUFFER_LEAST_CHARS, text.length() + 1))
                .build();
        try {
            return new YamlText(new Parse(settings).parseString(text).iterator(), tree).document();
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
            int line = mark == null ? 1 : mark.getLine() + 1;
            int column = mark == null ? 1 : mark.getColumn() + 1;
            throw syntax(line, column, inOurWords(e.getProblem()));
        } catch (ReaderException e) {
            int line = 1
                    + (int) text.codePoints()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count();
            throw syntax(line, 1, "the character " + String.format("U+%04X", e.getCodePoint()) + " is not allowed");
        } catch (YamlEngineException _) {
            throw syntax(1, 1, "not understood");
        }
    }

    private static String inOurWords(@Nullable String problem) {
        if (problem == null) {
            return "not understood";
        }
        if (problem.contains("<block end>")) {
            return "the indentation does not match the lines above";
        }
        return problem.contains("TAB") ? "a tab where only blanks may indent" : problem;
    }

    private static Unreadable syntax(int line, int column, String what) {
        String fix = "check the indentation and the quotes around this place";
        return new Unreadable(DocumentProblems.SYNTAX, line, column, "format", "YAML", "what", what, "fix", fix);
    }

    private Node document() throws Unreadable {
        events.next();
        if (events.next().getEventId() == Event.ID.StreamEnd) {
            throw new Unreadable(DocumentProblems.EMPTY, 1, 1);
        }
        Node root = value(events.next(), Slot.ROOT, 1);
        events.next();
        Event last = events.next();
        if (last.getEventId() != Event.ID.StreamEnd) {
            throw new Unreadable(DocumentProblems.TEXT_AFTER_END, line(last), column(last));
        }
        return root;
    }

    private Node value(Event event, Slot slot, int depth) throws Unreadable {
        refuseWhatJsonHasNot(event);
        Place place = tree.place(slot, line(event), column(event));
        Node node = node(event, place, depth);
        tree.attach(slot, node);
        return node;
    }

    private Node node(Event event, Place place, int depth) throws Unreadable {
        if (event instanceof ScalarEvent scalar) {
            return scalar(place, scalar);
        }
        if (event instanceof MappingStartEvent) {
            return object(new MapNode(place), depth);
        }
        if (event instanceof SequenceStartEvent) {
            return list(new ListNode(place), depth);
        }
        throw new IllegalStateException("a YAML parser gave " + event.getEventId());
    }

    private MapNode object(MapNode map, int depth) throws Unreadable {
        tree.checkDepth(depth, map.position().line(), map.position().column());
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            refuseWhatJsonHasNot(event);
            if (!(event instanceof ScalarEvent name)) {
                throw feature(event, "a key that is a list or an object");
            }
            if (name.isPlain() && name.getValue().equals("<<")) {
                throw feature(event, "a merge key (<<)");
            }
            value(events.next(), Slot.in(map, name.getValue(), line(event), column(event)), depth + 1);
        }
        return map;
    }

    private ListNode list(ListNode list, int depth) throws Unreadable {
        tree.checkDepth(depth, list.position().line(), list.position().column());
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            value(event, Slot.in(list), depth + 1);
        }
        return list;
    }

    private Node scalar(Place place, ScalarEvent scalar) {
        String text = scalar.getValue();
        if (!scalar.isPlain()) {
            return tree.text(place, text);
        }
        return switch (text) {
            case "", "~", "null" -> new NullNode(place);
            case "true" -> new BoolNode(place, true);
            case "false" -> new BoolNode(place, false);
            default -> Numbers.isJson(text) ? new NumberNode(place, text) : tree.text(place, text);
        };
    }

    private static void refuseWhatJsonHasNot(Event event) throws Unreadable {
        if (event instanceof AliasEvent) {
            throw feature(event, "an alias (*name)");
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw feature(event, "an anchor (&name)");
        }
        boolean tagged = (event instanceof ScalarEvent scalar && scalar.getTag().isPresent())
                || (event instanceof CollectionStartEvent collection
                        && collection.getTag().isPresent());
        if (tagged) {
            throw feature(event, "a tag (!name)");
        }
    }

    private static Unreadable feature(Event event, String what) {
        return new Unreadable(DocumentProblems.YAML_FEATURE, line(event), column(event), "what", what);
    }

    private static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private static int column(Event event) {
        return event.getStartMark().map(mark -> mark.getColumn() + 1).orElse(1);
    }
}
