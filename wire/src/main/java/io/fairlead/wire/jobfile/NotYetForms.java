package io.fairlead.wire.jobfile;

import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Node.NumberNode;
import io.fairlead.wire.document.Node.TextNode;
import io.fairlead.wire.document.NumberRule;
import io.fairlead.wire.jobfile.keys.Limits;
import io.fairlead.wire.jobfile.keys.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Checks the form of what is refused as not yet built, so that a file is right on the day it is. The table of keys
 * does the
 * refusing.
 */
final class NotYetForms {
    private static final NumberRule NODES = NumberRule.whole(1, 1024);
    private static final NumberRule PORT = NumberRule.whole(1, 65_535);
    private static final int ENTRIES_MAX = 1000;

    private final Context context;

    NotYetForms(Context context) {
        this.context = context;
    }

    void nodes(Node node) {
        context.values().number(node, NODES);
    }

    void docker(Fields fields) {
        fields.find("portMappings").ifPresent(node -> {
            for (Node item : context.values().list(node, ENTRIES_MAX, "[8888]")) {
                port(item);
            }
        });
    }

    private void port(Node node) {
        if (node instanceof MapNode map) {
            Fields fields = new Fields(context, map, Section.PORT);
            fields.required("containerPort", "the port in the container")
                    .ifPresent(n -> context.values().number(n, PORT));
            fields.find("hostPort").ifPresent(n -> context.values().number(n, PORT));
            fields.find("hostIp").ifPresent(n -> context.values().text(n, Limits.WORD));
        } else if (node instanceof NumberNode || node instanceof TextNode) {
            context.values().number(node, PORT);
        } else {
            context.values().wrongType(node, "a port or an object", "8888");
        }
    }

    static SequencedMap<String, String> words(String... words) {
        SequencedMap<String, String> map = new LinkedHashMap<>();
        List.of(words).forEach(word -> map.put(word, word));
        return map;
    }
}
