package io.fairlead.wire.jobfile;

import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Node.NullNode;
import io.fairlead.wire.jobfile.keys.Key;
import io.fairlead.wire.jobfile.keys.Section;
import java.util.Map;
import java.util.Optional;

/**
 * The members of one object by the table of keys. Making it reports every unknown, ignored, not yet built and
 * effectless
 * member; what is left to its user are the values.
 */
final class Fields {
    private final Context context;
    private final MapNode map;

    Fields(Context context, MapNode map, Section section) {
        this.context = context;
        this.map = map;
        for (Map.Entry<String, Node> member : map.members().entrySet()) {
            Key key = section.find(member.getKey());
            if (key == null) {
                context.values()
                        .unknownKey(
                                member.getValue(),
                                member.getKey(),
                                section.names(),
                                section.elsewhere(member.getKey()));
            } else {
                judge(key, member.getKey(), member.getValue());
            }
        }
    }

    MapNode map() {
        return map;
    }

    private void judge(Key key, String name, Node value) {
        if (key.ours()) {
            context.usesOurs();
        }
        if (!name.equals(key.name()) && map.find(key.name()) != null) {
            context.report().problem(value, name, JobFileProblems.TWO_NAMES, "key", key.name(), "other", name);
        }
        switch (key.status()) {
            case HONOURED -> {
                // its reader looks at it
            }
            case IGNORED ->
                context.report().notice(value, "", JobFileProblems.IGNORED, "key", name, "why", key.meanwhile());
            case NO_EFFECT -> {
                if (asks(key, value)) {
                    context.report().notice(value, JobFileProblems.NO_EFFECT, "key", name, "why", key.meanwhile());
                }
            }
            case NOT_YET -> {
                if (asks(key, value)) {
                    context.report().problem(value, JobFileProblems.NOT_YET, "what", name, "instead", key.meanwhile());
                }
            }
        }
    }

    private static boolean asks(Key key, Node value) {
        return !key.harmless().contains(value.shown());
    }

    /** The value of a key or of its alias; null written out counts as not given. */
    Optional<Node> find(String name) {
        Node node = map.find(name);
        return node == null || node instanceof NullNode ? Optional.empty() : Optional.of(node);
    }

    Optional<Node> find(String name, String alias) {
        return find(name).or(() -> find(alias));
    }

    /** Reports a key that is not there. */
    Optional<Node> required(String name, String hint) {
        Optional<Node> node = find(name);
        if (node.isEmpty()) {
            context.values().missing(map, name, hint);
        }
        return node;
    }
}
