package io.fairlead.wire.dialect;

import io.fairlead.core.problem.Nearest;
import io.fairlead.wire.dialect.FlagRule.Fate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All flags that a program of another system has, also those that mean nothing here: else a line can not be taken apart. */
public final class FlagTable {
    private final String program;
    private final Map<String, FlagRule> byName = new HashMap<>();
    private final List<String> longNames = new ArrayList<>();

    private FlagTable(String program) {
        this.program = program;
    }

    /**
     * One flag a line: {@code -e --env VALUE}, then nothing for one that is used, {@code | silent}, {@code | noted | why}
     * or {@code | refused | why | fix}. {@code VALUE} is there where it takes one.
     */
    public static FlagTable of(String program, String lines) {
        FlagTable table = new FlagTable(program);
        for (String line : lines.strip().split("\n")) {
            String[] parts = line.split("\\|");
            List<String> names = new ArrayList<>(List.of(parts[0].strip().split(" +")));
            boolean takesValue = names.remove("VALUE");
            table.add(new FlagRule(names, takesValue, fate(parts)));
        }
        return table;
    }

    private static Fate fate(String[] parts) {
        String word = parts.length > 1 ? parts[1].strip() : "used";
        return switch (word) {
            case "used" -> new Fate.Used();
            case "silent" -> new Fate.Silent();
            case "noted" -> new Fate.Noted(parts[2].strip());
            case "refused" -> new Fate.Refused(parts[2].strip(), parts[3].strip());
            default -> throw new IllegalStateException("no such fate of a flag: " + word);
        };
    }

    private void add(FlagRule rule) {
        for (String name : rule.names()) {
            if (byName.put(name, rule) != null) {
                throw new IllegalStateException(name + " is in the table twice");
            }
            if (name.startsWith("--")) {
                longNames.add(name);
            }
        }
    }

    /** As it is typed, for messages: {@code docker run}. */
    String program() {
        return program;
    }

    Optional<FlagRule> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The name that was probably meant. */
    Optional<String> near(String name) {
        Optional<String> begun =
                longNames.stream().filter(it -> it.startsWith(name)).findFirst();
        return name.startsWith("--") ? begun.or(() -> Nearest.of(name, longNames)) : Optional.empty();
    }

    /** All rules, each once. */
    public List<FlagRule> rules() {
        return byName.values().stream().distinct().toList();
    }
}
