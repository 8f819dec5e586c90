package io.fairlead.wire.jobfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes one or two values of a document for others that people or programs might write there. Seeded. */
final class TreeMutation {
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "1",
            "-1",
            "0.5",
            "1.5",
            "4096",
            "5000",
            "\"\"",
            "\" \"",
            "\"x\"",
            "\"4\"",
            "\"4 GiB\"",
            "\"1 hour\"",
            "\"/data\"",
            "\"/proc\"",
            "\"..\"",
            "\"a/../b\"",
            "\"tmpfs\"",
            "\".ssh\"",
            "\"debian:12\"",
            "\"Debian\"",
            "\"u:p@debian:12\"",
            "[]",
            "{}",
            "[1]",
            "[\"x\"]",
            "[\"\"]",
            "[null]",
            "{\"x\": 1}",
            "{\"hostPath\": \"/a\"}",
            "{\"containerPath\": \"/a\"}",
            "\"a\\u202eb\"",
            "\"SIGINT\"",
            "\"root\"",
            "\"1000:1000\"",
            "\"a b\"",
            "\"-x\"",
            "\"high\"",
            "\"always\"",
            "\"2026-03-01T18:00:00Z\"",
            "\"me@example.org\"",
            "12.4",
            "\"0x10\"");

    private static final List<String> KEYS = List.of(
            "name",
            "extra",
            "gpu",
            "gpus",
            "image",
            "Command",
            "hostPath",
            "volume",
            "subPath",
            "sizeGb",
            "s3",
            "tty",
            "priority",
            "notBefore",
            "notAfter",
            "interactive",
            "killableAfter",
            "minDuration",
            "labels",
            "user",
            "project");

    private final Random random;

    TreeMutation(long seed) {
        this.random = new Random(seed);
    }

    <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    String changed(String json) {
        JsonNode root = JsonMapper.shared().readTree(json);
        int changes = 1 + random.nextInt(2);
        for (int i = 0; i < changes; i++) {
            change(pick(containers(root, new ArrayList<>())));
        }
        return root.toString();
    }

    private static List<JsonNode> containers(JsonNode node, List<JsonNode> found) {
        if (node.isContainer()) {
            found.add(node);
            node.forEach(child -> containers(child, found));
        }
        return found;
    }

    private void change(JsonNode container) {
        JsonNode value = JsonMapper.shared().readTree(pick(VALUES));
        switch (container) {
            case ArrayNode array -> {
                if (array.isEmpty() || random.nextInt(3) == 0) {
                    array.add(value);
                } else {
                    array.set(random.nextInt(array.size()), value);
                }
            }
            case ObjectNode object -> {
                List<String> names = new ArrayList<>(object.propertyNames());
                int kind = names.isEmpty() ? 0 : random.nextInt(4);
                if (kind == 0) {
                    object.set(pick(KEYS), value);
                } else if (kind == 1) {
                    object.remove(pick(names));
                } else {
                    object.set(pick(names), value);
                }
            }
            default -> throw new IllegalStateException("not a container");
        }
    }
}
