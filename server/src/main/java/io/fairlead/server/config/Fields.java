package io.fairlead.server.config;

import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.volume.Paths;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Node.NullNode;
import io.fairlead.wire.document.NumberRule;
import io.fairlead.wire.document.Report;
import io.fairlead.wire.document.TextRule;
import io.fairlead.wire.document.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** The members of one object, by the table of keys. Making it reports every member that nobody reads. */
final class Fields {
    private static final int LIST_MAX = 1000;
    private static final int TEXT_MAX = 4096;

    private final Report report;
    private final Values values;
    private final MapNode map;

    Fields(Report report, MapNode map, Section section) {
        this.report = report;
        this.values = new Values(report);
        this.map = map;
        for (Map.Entry<String, Node> member : map.members().entrySet()) {
            if (!section.names().contains(member.getKey())) {
                values.unknownKey(
                        member.getValue(), member.getKey(), section.names(), section.elsewhere(member.getKey()));
            }
        }
    }

    Report report() {
        return report;
    }

    MapNode map() {
        return map;
    }

    /** Null written out counts as not given. */
    Optional<Node> find(String key) {
        Node node = map.find(key);
        return node == null || node instanceof NullNode ? Optional.empty() : Optional.of(node);
    }

    /** Reports a key that is not there. */
    void need(String key, String hint) {
        if (find(key).isEmpty()) {
            values.missing(map, key, hint);
        }
    }

    Optional<String> text(String key, String example) {
        return find(key).flatMap(node -> values.text(node, TextRule.name(TEXT_MAX, example)));
    }

    /** Of a member whose key the author chose. */
    Optional<String> text(Node node, String example) {
        return values.text(node, TextRule.name(TEXT_MAX, example));
    }

    /** A text, or a number as it is written. */
    Optional<String> scalar(String key, String example) {
        return find(key).flatMap(node -> values.scalar(node, TextRule.name(TEXT_MAX, example)));
    }

    Optional<Boolean> flag(String key) {
        return find(key).flatMap(values::bool);
    }

    <T> Optional<T> word(String key, SequencedMap<String, T> words) {
        return find(key).flatMap(node -> values.word(node, words));
    }

    Optional<BigDecimal> number(String key, NumberRule rule) {
        return find(key).flatMap(node -> values.number(node, rule));
    }

    /** Of a member whose key the author chose. */
    Optional<Integer> whole(Node node, int least, int most) {
        return values.number(node, NumberRule.whole(least, most)).map(BigDecimal::intValueExact);
    }

    Optional<Integer> whole(String key, int least, int most) {
        return number(key, NumberRule.whole(least, most)).map(BigDecimal::intValueExact);
    }

    /** An absolute path, normalised. */
    Optional<String> path(String key, String example) {
        Optional<String> text = text(key, example);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Paths.parse(text.get()));
        } catch (ProblemException refused) {
            report.problem(
                    find(key).orElseThrow(),
                    ConfigurationProblems.PATH,
                    "key",
                    key,
                    "why",
                    refused.problems().getFirst().message(),
                    "example",
                    example);
            return Optional.empty();
        }
    }

    /** One text or a list of them. */
    List<Node> texts(String key, String example) {
        List<Node> good = new ArrayList<>();
        for (Node node : find(key).map(it -> values.oneOrMany(it, LIST_MAX)).orElse(List.of())) {
            values.text(node, TextRule.name(TEXT_MAX, example)).ifPresent(_ -> good.add(node));
        }
        return good;
    }

    Optional<Fields> object(String key, Section section) {
        return find(key)
                .flatMap(node -> values.map(node, key + ": with keys beneath it"))
                .map(it -> new Fields(report, it, section));
    }

    /** The objects of a list. */
    List<Fields> objects(String key, Section section) {
        List<Fields> objects = new ArrayList<>();
        for (Node node : find(key)
                .map(it -> values.list(it, LIST_MAX, "- with keys after it"))
                .orElse(List.of())) {
            values.map(node, "keys and values").ifPresent(it -> objects.add(new Fields(report, it, section)));
        }
        return objects;
    }

    /** The members of a map whose keys the author chose; empty where it is none. */
    SequencedMap<String, Node> members(String key) {
        return find(key)
                .flatMap(node -> values.map(node, "names with values"))
                .filter(it -> values.holdsAtMost(it, LIST_MAX))
                .map(MapNode::members)
                .orElseGet(LinkedHashMap::new);
    }

    /** The members of such a member, whose keys the author chose, too. */
    SequencedMap<String, Node> members(Node node) {
        return values.map(node, "names with values")
                .filter(it -> values.holdsAtMost(it, LIST_MAX))
                .map(MapNode::members)
                .orElseGet(LinkedHashMap::new);
    }

    /** A member of such a map, as an object; nothing written counts as an empty one. */
    Optional<Fields> member(Node node, Section section) {
        if (node instanceof NullNode) {
            return Optional.of(new Fields(report, MapNode.insteadOf(node, new LinkedHashMap<>()), section));
        }
        return values.map(node, "keys and values").map(it -> new Fields(report, it, section));
    }
}
