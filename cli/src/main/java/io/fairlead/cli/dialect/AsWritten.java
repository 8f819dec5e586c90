package io.fairlead.cli.dialect;

import io.fairlead.wire.document.Document;
import io.fairlead.wire.document.Format;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.BoolNode;
import io.fairlead.wire.document.Node.ListNode;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Node.NumberNode;
import io.fairlead.wire.document.Node.TextNode;
import io.fairlead.wire.document.Report;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A definition as the server keeps it, looked at by its keys. What this program does not know in it is left alone: the
 * server may be newer.
 */
public final class AsWritten {
    private final Optional<Node> root;

    private AsWritten(Optional<Node> root) {
        this.root = root;
    }

    /** @param json as a server gave it */
    public static AsWritten of(String json) {
        return new AsWritten(Document.parse(json.getBytes(StandardCharsets.UTF_8), Format.JSON, new Report())
                .root());
    }

    /** What stands there, keys from the outermost in. */
    private Optional<Node> node(String... path) {
        Optional<Node> at = root;
        for (String key : path) {
            at = at.flatMap(
                    node -> node instanceof MapNode map ? Optional.ofNullable(map.find(key)) : Optional.empty());
        }
        return at;
    }

    public boolean has(String... path) {
        return node(path).isPresent();
    }

    /** Of a text or a number. */
    public Optional<String> text(String... path) {
        return node(path).flatMap(AsWritten::scalar);
    }

    private static Optional<String> scalar(Node node) {
        return switch (node) {
            case TextNode text -> Optional.of(text.text());
            case NumberNode number -> Optional.of(number.digits());
            case BoolNode flag -> Optional.of(Boolean.toString(flag.value()));
            default -> Optional.empty();
        };
    }

    public boolean flag(String... path) {
        return text(path).filter("true"::equals).isPresent();
    }

    /** Empty where it is none. */
    public List<String> texts(String... path) {
        return node(path).stream()
                .filter(ListNode.class::isInstance)
                .flatMap(node -> ((ListNode) node).items().stream())
                .flatMap(node -> scalar(node).stream())
                .toList();
    }

    /** The entries of a list of maps. */
    public List<AsWritten> entries(String... path) {
        return node(path).stream()
                .filter(ListNode.class::isInstance)
                .flatMap(node -> ((ListNode) node).items().stream())
                .map(node -> new AsWritten(Optional.of(node)))
                .toList();
    }

    /** A map of texts, in its order. */
    public SequencedMap<String, String> map(String... path) {
        SequencedMap<String, String> map = new LinkedHashMap<>();
        if (node(path).orElse(null) instanceof MapNode node) {
            node.members().forEach((key, value) -> scalar(value).ifPresent(text -> map.put(key, text)));
        }
        return map;
    }

    /** The keys of a map. */
    public List<String> keys(String... path) {
        return node(path).orElse(null) instanceof MapNode node
                ? List.copyOf(node.members().keySet())
                : List.of();
    }

    /** The words that are executed; a script comes as those of a shell. Empty: the image's own. */
    public List<String> command() {
        Optional<String> script = text("request", "docker", "command");
        return script.isPresent() ? List.of("/bin/sh", "-c", script.get()) : texts("request", "docker", "command");
    }
}
