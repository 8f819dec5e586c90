package io.fairlead.cli.profile;

import io.fairlead.cli.command.Entry;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The verbs of a system whose program is one name with a verb after it.
 *
 * @param name of the program
 * @param entries of the verbs that there are, each named by the program and the verb
 * @param instead for verbs that people know and that can not be had here: what to do
 */
record Verbs(String name, List<Entry> entries, Map<String, String> instead) {
    /** Each with what it does, in the order of the help. */
    SequencedMap<String, String> table() {
        SequencedMap<String, String> table = new LinkedHashMap<>();
        entries.forEach(entry -> table.put(entry.name(), entry.summary()));
        return table;
    }

    /** @throws WrongUsage where there is no such verb, with what to do or the nearest one */
    Entry entry(String verb) {
        return entries.stream()
                .filter(it -> it.name().equals(name + " " + verb))
                .findFirst()
                .orElseThrow(() -> unknown(verb));
    }

    private WrongUsage unknown(String verb) {
        String better = instead.getOrDefault(verb, "");
        if (!better.isEmpty()) {
            return new WrongUsage(name + " " + verb + " can not be had here", better);
        }
        List<String> verbs = entries.stream()
                .map(it -> it.name().substring(name.length() + 1))
                .toList();
        String near = Given.hint(verb, verbs);
        return new WrongUsage(
                "unknown command " + name + " " + verb,
                near.isEmpty() ? "there are " + String.join(", ", verbs) : near);
    }
}
