package io.fairlead.wire.document;

import io.fairlead.core.problem.Nearest;
import io.fairlead.wire.document.Node.BoolNode;
import io.fairlead.wire.document.Node.ListNode;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Node.NumberNode;
import io.fairlead.wire.document.Node.TextNode;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Reads single values of a document. Each method gives the value, or reports why it is none and gives nothing: a reader
 * goes on with the next key either way, so that all problems come at once.
 */
public final class Values {
    private final Report report;

    public Values(Report report) {
        this.report = report;
    }

    /** A text by its rule. */
    public Optional<String> text(Node node, TextRule rule) {
        if (!(node instanceof TextNode text)) {
            return wrongType(node, "a text", "\"" + rule.example() + "\"");
        }
        return checked(text, text.text(), text.name(), rule) ? Optional.of(text.text()) : Optional.empty();
    }

    /** A text, or a number or boolean in its written form. */
    public Optional<String> scalar(Node node, TextRule rule) {
        if (node instanceof TextNode) {
            return text(node, rule);
        }
        boolean single = node instanceof NumberNode || node instanceof BoolNode;
        return single
                ? Optional.of(node.shown())
                : wrongType(node, "a text, number or boolean", "\"" + rule.example() + "\"");
    }

    private boolean checked(Node node, String text, String name, TextRule rule) {
        if (rule.least() > 0 && text.isBlank()) {
            report.problem(node, text, DocumentProblems.TEXT_BLANK, "key", name, "hint", "\"" + rule.example() + "\"");
            return false;
        }
        int length = text.codePointCount(0, text.length());
        if (length < rule.least() || length > rule.most()) {
            String range = rule.least() == 0 ? "at most " + rule.most() : rule.least() + " to " + rule.most();
            report.problem(node, text, DocumentProblems.TEXT_LENGTH, "key", name, "range", range, "length", length);
            return false;
        }
        String refused = rule.refused(text);
        if (!refused.isEmpty()) {
            report.problem(node, text, DocumentProblems.TEXT_CHARACTER, "key", name, "character", refused);
            return false;
        }
        return true;
    }

    /** True or false. */
    public Optional<Boolean> bool(Node node) {
        if (node instanceof BoolNode bool) {
            return Optional.of(bool.value());
        }
        return wrongType(node, "true or false", "true or false, without quotes");
    }

    /** One of some words, in exactly this form. */
    public <T> Optional<T> word(Node node, SequencedMap<String, T> words) {
        if (!(node instanceof TextNode text)) {
            String list = String.join(", ", words.sequencedKeySet());
            return wrongType(node, "one of " + list, "\"" + words.firstEntry().getKey() + "\"");
        }
        T meant = words.get(text.text());
        if (meant == null) {
            report.problem(
                    node,
                    DocumentProblems.WORD_UNKNOWN,
                    "key",
                    node.name(),
                    "words",
                    String.join(", ", words.sequencedKeySet()),
                    "nearest",
                    question(text.text().strip(), words.sequencedKeySet()));
        }
        return Optional.ofNullable(meant);
    }

    /** A number by its rule, exactly as written; a number in quotes is accepted with a notice. */
    public Optional<BigDecimal> number(Node node, NumberRule rule) {
        String digits;
        if (node instanceof NumberNode number) {
            digits = number.digits();
        } else if (node instanceof TextNode text && Numbers.isJson(text.text().strip())) {
            digits = text.text().strip();
            numberAsText(node, digits);
        } else if (node instanceof TextNode text) {
            report.problem(
                    node,
                    DocumentProblems.NUMBER_UNIT,
                    "key",
                    node.name(),
                    "unit",
                    rule.unit(),
                    "hint",
                    Amounts.meant(text.text(), rule).orElse("for example " + rule.example()));
            return Optional.empty();
        } else {
            return wrongType(node, rule.expected(), rule.example());
        }
        Optional<BigDecimal> exact = Numbers.exact(digits).filter(rule::admits);
        if (exact.isEmpty()) {
            report.problem(node, DocumentProblems.NUMBER_RANGE, "key", node.name(), "range", rule.range());
            return Optional.empty();
        }
        if (rule.whole() && exact.get().stripTrailingZeros().scale() > 0) {
            return notWhole(node, rule.example());
        }
        return exact;
    }

    /** Notices a number in quotes. */
    public void numberAsText(Node node, String digits) {
        report.notice(node, DocumentProblems.NUMBER_AS_TEXT, "key", node.name(), "number", digits);
    }

    /** Reports a fraction where there is none; gives nothing, so that it can be returned. */
    public <T> Optional<T> notWhole(Node node, String hint) {
        report.problem(node, DocumentProblems.NUMBER_WHOLE, "key", node.name(), "hint", hint);
        return Optional.empty();
    }

    /** An object. */
    public Optional<MapNode> map(Node node, String hint) {
        return node instanceof MapNode map ? Optional.of(map) : wrongType(node, "an object", hint);
    }

    /** The entries of a list of at most so many. */
    public List<Node> list(Node node, int max, String hint) {
        if (!(node instanceof ListNode list)) {
            wrongType(node, "a list", hint);
            return List.of();
        }
        return bounded(list, max);
    }

    /** The entries of a list, or the value itself as the only entry. */
    public List<Node> oneOrMany(Node node, int max) {
        return node instanceof ListNode list ? bounded(list, max) : List.of(node);
    }

    /** Whether an object has no more members than that. */
    public boolean holdsAtMost(MapNode map, int max) {
        int count = map.members().size();
        if (count > max) {
            report.problem(map, DocumentProblems.LIST_LONG, "key", map.name(), "count", count, "max", max);
        }
        return count <= max;
    }

    /** Whether the key under which a value stands, chosen by the author, follows a rule. */
    public boolean keyIs(Node value, String key, TextRule rule) {
        return checked(value, key, "the key", rule);
    }

    private List<Node> bounded(ListNode list, int max) {
        if (list.items().size() > max) {
            report.problem(
                    list,
                    DocumentProblems.LIST_LONG,
                    "key",
                    list.name(),
                    "count",
                    list.items().size(),
                    "max",
                    max);
            return List.of();
        }
        return list.items();
    }

    /** Reports a value of the wrong type; gives nothing, so that it can be returned. */
    public <T> Optional<T> wrongType(Node node, String expected, String hint) {
        report.problem(
                node,
                DocumentProblems.VALUE_TYPE,
                "key",
                node.name(),
                "expected",
                expected,
                "kind",
                node.kind(),
                "hint",
                hint);
        return Optional.empty();
    }

    /** Reports a key that is missing. */
    public void missing(Node object, String key, String hint) {
        report.missing(object, key, DocumentProblems.KEY_MISSING, "key", key, "hint", hint);
    }

    /**
     * Reports a key that nobody reads.
     *
     * @param known the keys that could stand there
     * @param elsewhere where a key of exactly this name belongs; empty when nowhere
     */
    public void unknownKey(Node value, String key, Collection<String> known, Optional<String> elsewhere) {
        if (report.isFull()) {
            report.problemOfKey(value, DocumentProblems.KEY_UNKNOWN);
            return;
        }
        Optional<String> near = Nearest.of(key, known).or(() -> elsewhere);
        String nearest = near.map(n -> "; did you mean " + n + "?").orElse("");
        String fix = near.map(n -> "write " + n + ", or remove the key")
                .orElseGet(() -> "remove it; known here: " + String.join(", ", known));
        report.problemOfKey(value, DocumentProblems.KEY_UNKNOWN, "key", value.name(), "nearest", nearest, "fix", fix);
    }

    private static String question(String word, Collection<String> words) {
        return Nearest.of(word, words).map(n -> "; did you mean " + n + "?").orElse("");
    }
}
