package io.fairlead.wire.dialect.ds01;

import io.fairlead.wire.document.Document;
import io.fairlead.wire.document.Format;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.ListNode;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code lifecycle-exemptions.yaml}: who is spared a bound on time for a while. Nobody is here, and each of them is told. */
record Exemptions(List<One> all) {
    /**
     * One of them, in the file's words.
     *
     * @param until a date, or {@code null}
     */
    record One(Node at, String user, String from, String until) {}

    static Exemptions read(LimitsFile.Text text, Report report) {
        List<One> all = new ArrayList<>();
        Document.parse(text.bytes(), Format.YAML, report).root().ifPresent(root -> gather(root, all));
        return new Exemptions(all);
    }

    /** Wherever they stand: the file is known as a list, and as a list beneath a key. */
    private static void gather(Node node, List<One> all) {
        switch (node) {
            case ListNode list -> list.items().forEach(it -> gather(it, all));
            case MapNode map -> gather(map, all);
            default -> {}
        }
    }

    private static void gather(MapNode map, List<One> all) {
        Node user = map.find("username");
        if (user == null) {
            map.members().values().forEach(it -> gather(it, all));
        } else {
            all.add(new One(user, user.shown(), words(map, "exempt_from"), words(map, "expires_on")));
        }
    }

    private static String words(MapNode map, String key) {
        return switch (map.find(key)) {
            case ListNode list -> list.items().stream().map(Node::shown).collect(Collectors.joining(", "));
            case null -> "null";
            case Node node -> node.shown();
        };
    }
}
