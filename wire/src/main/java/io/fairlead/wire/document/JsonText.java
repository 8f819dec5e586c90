package io.fairlead.wire.document;

import io.fairlead.wire.document.Node.BoolNode;
import io.fairlead.wire.document.Node.ListNode;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Node.NullNode;
import io.fairlead.wire.document.Node.NumberNode;
import io.fairlead.wire.document.Node.Place;
import io.fairlead.wire.document.Tree.Slot;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** Reads strict JSON, token by token. */
final class JsonText {
    /** Longest number, in characters. */
    private static final int NUMBER_MAX_CHARS = 64;

    /** Names are not kept between documents: a stranger's keys must not fill a table that all share. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Tree.DEPTH_MAX + 2)
                    .maxStringLength(Document.SIZE_MAX_BYTES_STORED)
                    .maxNameLength(Document.SIZE_MAX_BYTES_STORED)
                    .maxNumberLength(NUMBER_MAX_CHARS)
                    .build())
            .build();

    private final JsonParser parser;
    private final Tree tree;
    private final String text;

    private JsonText(JsonParser parser, Tree tree, String text) {
        this.parser = parser;
        this.tree = tree;
        this.text = text;
    }

    static Node parse(String text, Tree tree) throws Unreadable {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return new JsonText(parser, tree, text).document();
        }
    }

    private Node document() throws Unreadable {
        Node root;
        try {
            if (parser.nextToken() == null) {
                throw new Unreadable(DocumentProblems.EMPTY, 1, 1);
            }
            root = value(Slot.ROOT, 1);
        } catch (StreamConstraintsException _) {
            throw new Unreadable(DocumentProblems.NUMBER_LONG, line(), column(), "max", NUMBER_MAX_CHARS);
        } catch (StreamReadException e) {
            throw JsonMistake.of(text, e);
        }
        try {
            if (parser.nextToken() != null) {
                throw trailing(parser.currentTokenLocation());
            }
        } catch (StreamReadException e) {
            throw trailing(e.getLocation());
        }
        return root;
    }

    private static Unreadable trailing(TokenStreamLocation at) {
        return new Unreadable(DocumentProblems.TEXT_AFTER_END, at.getLineNr(), at.getColumnNr());
    }

    private int line() {
        return parser.currentLocation().getLineNr();
    }

    private int column() {
        return parser.currentLocation().getColumnNr();
    }

    private Node value(Slot slot, int depth) throws Unreadable {
        JsonToken token = parser.currentToken();
        TokenStreamLocation at = parser.currentTokenLocation();
        Place place = tree.place(slot, at.getLineNr(), at.getColumnNr());
        Node node = switch (token) {
            case START_OBJECT -> object(new MapNode(place), depth);
            case START_ARRAY -> list(new ListNode(place), depth);
            case VALUE_STRING -> tree.text(place, parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new NumberNode(place, parser.getString());
            case VALUE_TRUE -> new BoolNode(place, true);
            case VALUE_FALSE -> new BoolNode(place, false);
            case VALUE_NULL -> new NullNode(place);
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("a parser of text gave " + token);
        };
        tree.attach(slot, node);
        return node;
    }

    private MapNode object(MapNode map, int depth) throws Unreadable {
        tree.checkDepth(depth, map.position().line(), map.position().column());
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            TokenStreamLocation at = parser.currentTokenLocation();
            parser.nextToken();
            value(Slot.in(map, key, at.getLineNr(), at.getColumnNr()), depth + 1);
        }
        return map;
    }

    private ListNode list(ListNode list, int depth) throws Unreadable {
        tree.checkDepth(depth, list.position().line(), list.position().column());
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            value(Slot.in(list), depth + 1);
        }
        return list;
    }
}
