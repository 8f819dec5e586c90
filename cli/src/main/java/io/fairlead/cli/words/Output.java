package io.fairlead.cli.words;

import io.fairlead.cli.show.Shell;
import io.fairlead.cli.show.Tree;
import io.fairlead.wire.json.RecordJson;
import java.util.List;

/** How results are printed: {@code -o table|wide|json|yaml|name}. */
public enum Output {
    TABLE,
    WIDE,
    JSON,
    YAML,
    NAME;

    private static final String FLAG = "--output";
    private static final List<String> ALL = List.of("table", "wide", "json", "yaml", "name");
    private static final List<String> OF_ONE = List.of("table", "json", "yaml", "name");

    /** Declares the flag of a list. */
    public static void ofList(Flags flags) {
        flags.value("-o, " + FLAG, "FORM", "table, wide, json, yaml, or name (ids alone)");
    }

    /** Declares the flag of one thing. */
    public static void ofOne(Flags flags) {
        flags.value("-o, " + FLAG, "FORM", "table (for people), json, yaml, or name");
    }

    public static Output list(Given given) {
        return of(given.choice(FLAG, "table", ALL));
    }

    public static Output one(Given given) {
        return of(given.choice(FLAG, "table", OF_ONE));
    }

    private static Output of(String word) {
        return switch (word) {
            case "table" -> TABLE;
            case "wide" -> WIDE;
            case "json" -> JSON;
            case "yaml" -> YAML;
            default -> NAME;
        };
    }

    /** Whether it is for people: otherwise {@link #tree} prints it. */
    public boolean isTable() {
        return this == TABLE || this == WIDE;
    }

    /** Prints a record whole, as JSON or YAML. */
    public void tree(Shell shell, Record value) {
        if (this == YAML) {
            Tree.yaml(shell.out(), RecordJson.write(value));
        } else {
            Tree.json(shell.out(), RecordJson.write(value));
        }
    }
}
