package io.fairlead.cli.profile;

import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * The words of {@code slices ai …}: its verbs and flags become ours. Verbs that have no counterpart yet are refused by
 * name.
 */
public final class Slices implements Profile {
    private static final String NAME = "slices";
    private static final String FAMILY = "ai";

    /** Verb of theirs, command of ours. */
    private static final Map<String, String> VERBS = verbs();

    private static final List<String> NOT_YET =
            List.of("ssh", "sftp", "interactive", "bugreport", "image", "storage", "token");

    private static Map<String, String> verbs() {
        Map<String, String> verbs = new LinkedHashMap<>();
        verbs.put("submit", "submit");
        verbs.put("jobs", "jobs");
        verbs.put("job", "jobs");
        verbs.put("log", "logs");
        verbs.put("logs", "logs");
        verbs.put("debug", "events");
        verbs.put("cancel", "cancel");
        verbs.put("halt", "halt");
        verbs.put("hold", "hold");
        verbs.put("release", "release");
        verbs.put("rm", "rm");
        verbs.put("wait", "wait");
        verbs.put("clusters", "nodes");
        verbs.put("version", "version");
        return verbs;
    }

    @Override
    public String system() {
        return NAME;
    }

    @Override
    public List<String> programs() {
        return List.of(NAME);
    }

    @Override
    public String usage(String program) {
        return NAME + " " + FAMILY + " COMMAND …";
    }

    @Override
    public SequencedMap<String, String> table() {
        SequencedMap<String, String> table = new LinkedHashMap<>();
        VERBS.forEach((theirs, ours) -> table.put(NAME + " " + FAMILY + " " + theirs, ours));
        return table;
    }

    @Override
    public Meaning meaning(String program, List<String> words) {
        if (words.isEmpty() || !words.getFirst().equals(FAMILY)) {
            throw new WrongUsage(
                    "under the name slices this is the command of Slices AI", "type slices ai, then " + known());
        }
        List<String> rest = words.subList(1, words.size());
        if (rest.isEmpty()
                || rest.getFirst().equals("--help")
                || rest.getFirst().equals("-h")) {
            return new Meaning.Help();
        }
        String verb = rest.getFirst();
        String ours = VERBS.getOrDefault(verb, "");
        if (NOT_YET.contains(verb)) {
            throw new WrongUsage("slices ai " + verb + " is not built yet", "there are " + known());
        }
        if (ours.isEmpty()) {
            String near = Given.hint(verb, List.copyOf(VERBS.keySet()));
            throw new WrongUsage("unknown command slices ai " + verb, near.isEmpty() ? "there are " + known() : near);
        }
        List<String> arguments = rest.subList(1, rest.size());
        List<String> translated = new ArrayList<>();
        if (ours.equals("jobs")) {
            jobs(arguments, translated);
        } else {
            translated.add(ours);
            arguments.forEach(word -> translated.addAll(flag(ours, word)));
        }
        return new Meaning.Ours(translated);
    }

    /** With an id it shows that job. */
    private static void jobs(List<String> arguments, List<String> translated) {
        boolean one = false;
        boolean count = false;
        for (String word : arguments) {
            one |= !word.startsWith("-") && !count;
            count = word.equals("-c");
        }
        translated.add(one ? "show" : "jobs");
        for (String word : arguments) {
            switch (word) {
                case "-c" -> translated.add("--limit");
                case "-U" -> translated.add("--mine");
                case "-u" -> {
                    // theirs with this flag is what ours shows without one
                }
                case "-r" -> translated.addAll(List.of("-o", "json"));
                case "-d" -> translated.add("--definition");
                default -> translated.add(word);
            }
        }
    }

    private static List<String> flag(String ours, String word) {
        if (word.equals("-r") && (ours.equals("events") || ours.equals("nodes"))) {
            return List.of("-o", "json");
        }
        return List.of(word);
    }

    private static String known() {
        return VERBS.keySet().stream().collect(Collectors.joining(", "));
    }
}
