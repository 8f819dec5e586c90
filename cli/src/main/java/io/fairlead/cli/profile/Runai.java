package io.fairlead.cli.profile;

import io.fairlead.cli.command.Entry;
import io.fairlead.cli.command.runai.RunaiCommands;
import io.fairlead.cli.words.WrongUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** {@code runai}, in the words of its first generation, and of the second for what is one container. */
final class Runai implements Profile {
    private static final String NAME = "runai";

    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("config", "the project of a job is said with it: -p NAME"),
            Map.entry("login", "you are who your login on this machine says"),
            Map.entry("logout", "you are who your login on this machine says"),
            Map.entry("port-forward", "ports are not reachable from outside in this version"),
            Map.entry("resume", "a job is held before it starts: fairlead hold, fairlead release"),
            Map.entry("suspend", "a job is held before it starts: fairlead hold, fairlead release"),
            Map.entry("submit-dist", "jobs of several containers are not built"),
            Map.entry("submit-mpi", "jobs of several containers are not built"),
            Map.entry("top", "fairlead nodes says what is free"),
            Map.entry("update", "an administrator updates fairlead"),
            Map.entry("whoami", "you are who your login on this machine says"));

    /** Of the second generation, each with the verbs after it. */
    private static final List<String> KINDS = List.of("training", "workspace", "workload");

    private static final List<String> SEVERAL = List.of("pytorch", "tensorflow", "mpi", "xgboost", "jax");

    private static Verbs verbs() {
        return new Verbs(NAME, RunaiCommands.all(), INSTEAD);
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
        return "runai COMMAND …";
    }

    @Override
    public SequencedMap<String, String> table() {
        SequencedMap<String, String> table = verbs().table();
        table.put("runai list nodes", "nodes");
        table.put("runai version", "version");
        return table;
    }

    @Override
    public Meaning meaning(String program, List<String> words) {
        if (words.isEmpty() || List.of("help", "--help", "-h").contains(words.getFirst())) {
            return new Meaning.Help();
        }
        if (KINDS.contains(words.getFirst())) {
            return ofKind(words);
        }
        String verb = words.getFirst();
        List<String> rest = new ArrayList<>(words.subList(1, words.size()));
        boolean noun = !rest.isEmpty()
                && List.of("job", "jobs").contains(rest.getFirst())
                && List.of("list", "describe", "delete").contains(verb);
        if (verb.equals("version")) {
            return new Meaning.Ours(List.of("version"));
        }
        if (verb.equals("list") && !rest.isEmpty() && List.of("node", "nodes").contains(rest.getFirst())) {
            return new Meaning.Ours(List.of("nodes"));
        }
        if (noun) {
            rest.removeFirst();
        }
        Entry entry = verbs().entry(verb);
        if (verb.equals("submit") && !rest.equals(List.of("--help"))) {
            rest.addFirst(verb);
        }
        return new Meaning.Own(entry, rest);
    }

    /** {@code training standard list -p team} and the like. */
    private Meaning ofKind(List<String> words) {
        String kind = words.getFirst();
        List<String> rest = words.subList(1, words.size());
        if (!rest.isEmpty() && SEVERAL.contains(rest.getFirst())) {
            throw new WrongUsage(
                    NAME + " " + kind + " " + rest.getFirst() + " can not be had here",
                    "jobs of several containers are not built; " + NAME + " training submit has one");
        }
        if (!rest.isEmpty() && rest.getFirst().equals("standard")) {
            rest = rest.subList(1, rest.size());
        }
        if (rest.isEmpty() || List.of("--help", "-h").contains(rest.getFirst())) {
            return new Meaning.Help();
        }
        boolean submits = rest.getFirst().equals("submit") && !kind.equals("workload");
        if (submits && !rest.equals(List.of("submit", "--help"))) {
            List<String> typed = new ArrayList<>(List.of(kind));
            typed.addAll(rest);
            return new Meaning.Own(verbs().entry("submit"), typed);
        }
        return meaning(NAME, rest);
    }
}
