package io.fairlead.wire.dialect.ds01;

import io.fairlead.core.limits.LimitSource;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.ListNode;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** What a file says and nobody acts upon: every value, in one notice for each key, since every group says most of them. */
final class Unheeded {
    private record Key(String name, String why) {}

    private record Said(Node first, List<String> values) {}

    private final SequencedMap<Key, Said> keys = new LinkedHashMap<>();

    /**
     * A value that has no effect.
     *
     * @param source whose it is; empty: everybody's
     * @param why what holds instead
     */
    void add(Node node, String key, String why, Optional<LimitSource> source) {
        String value = words(node) + source.map(it -> " (" + it + ")").orElse("");
        keys.computeIfAbsent(new Key(key, why), _ -> new Said(node, new ArrayList<>()))
                .values
                .add(value);
    }

    /** Tells all of it, at the places where each key stands first. */
    void tell(Report report) {
        keys.forEach((key, said) -> report.notice(
                said.first,
                "",
                Ds01Problems.NO_EFFECT,
                "key",
                key.name,
                "values",
                String.join(", ", said.values),
                "why",
                key.why));
        keys.clear();
    }

    private static String words(Node node) {
        return switch (node) {
            case MapNode map when !map.members().isEmpty() -> leaves(map);
            case ListNode list
            when !list.items().isEmpty() ->
                list.items().stream().map(Unheeded::words).collect(Collectors.joining(", ", "[", "]"));
            default -> node.shown();
        };
    }

    private static String leaves(MapNode map) {
        List<String> leaves = new ArrayList<>();
        for (Map.Entry<String, Node> member : map.members().entrySet()) {
            leaves.add(member.getKey() + ": " + words(member.getValue()));
        }
        return "{" + String.join(", ", leaves) + "}";
    }
}
