package io.fairlead.cli.profile;

import io.fairlead.cli.command.Entry;
import io.fairlead.cli.command.docker.DockerCommands;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** {@code docker}, on one's own jobs: the engine itself stays out of reach. */
final class Docker implements Profile {
    private static final String NAME = "docker";

    /** Two words of theirs for other words: {@code docker container ls}. */
    private static final Map<String, List<String>> LONG = Map.of(
            "container ls", List.of("ps"),
            "container list", List.of("ps"),
            "container inspect", List.of("inspect", "--type", "container"),
            "container remove", List.of("rm"),
            "image ls", List.of("images"),
            "image list", List.of("images"),
            "image inspect", List.of("inspect", "--type", "image"),
            "image rm", List.of("rmi"),
            "image remove", List.of("rmi"));

    /** Verbs that are said after a noun as they are said without one. */
    private static final Map<String, List<String>> AFTER = Map.of(
            "container",
            List.of("run", "ps", "logs", "exec", "attach", "stop", "kill", "wait", "rm"),
            "image",
            List.of("tag"));

    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry(
                    "build", "images are made with fairlead image create, and from a Dockerfile with its --dockerfile"),
            Map.entry("buildx", "images are made with fairlead image create"),
            Map.entry("commit", "what was installed belongs into a recipe: fairlead image update"),
            Map.entry("compose", "one definition is one container: fairlead submit, once for each service"),
            Map.entry("cp", "files belong on volumes: docker run -v"),
            Map.entry("create", "a job starts when there is room: docker run -d"),
            Map.entry("history", "fairlead image show NAME shows its layers"),
            Map.entry("info", "fairlead status and fairlead nodes say what there is"),
            Map.entry("login", "user:password@ before an image is kept as a secret"),
            Map.entry("network", "a job has a network of its own"),
            Map.entry("pull", "images are fetched when a job needs them: docker run"),
            Map.entry("push", "images made here are used by their names, without a registry"),
            Map.entry("start", "a job that has ended is run again as a new one: docker run"),
            Map.entry("restart", "a job that has ended is run again as a new one: docker run"),
            Map.entry("stats", "fairlead show says what a job has"),
            Map.entry("system", "fairlead status says how the server is"),
            Map.entry("volume", "volumes are those of the site: fairlead volume list"));

    private static Verbs verbs() {
        return new Verbs(NAME, DockerCommands.all(), INSTEAD);
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
        return "docker COMMAND …";
    }

    @Override
    public SequencedMap<String, String> table() {
        return verbs().table();
    }

    @Override
    public Meaning meaning(String program, List<String> words) {
        if (words.isEmpty() || List.of("help", "--help", "-h").contains(words.getFirst())) {
            return new Meaning.Help();
        }
        String two = words.size() < 2 ? "" : words.getFirst() + " " + words.get(1);
        if (LONG.containsKey(two)) {
            List<String> all = new ArrayList<>(LONG.getOrDefault(two, List.of()));
            all.addAll(words.subList(2, words.size()));
            return command(all.getFirst(), all.subList(1, all.size()));
        }
        List<String> after = AFTER.get(words.getFirst());
        if (after == null || words.size() < 2) {
            return command(words.getFirst(), words.subList(1, words.size()));
        }
        String verb = words.get(1);
        if (!after.contains(verb) && !INSTEAD.containsKey(verb)) {
            throw unknown(words.getFirst(), verb);
        }
        return command(verb, words.subList(2, words.size()));
    }

    private static WrongUsage unknown(String noun, String verb) {
        List<String> verbs = new ArrayList<>(AFTER.getOrDefault(noun, List.of()));
        LONG.keySet().stream()
                .filter(it -> it.startsWith(noun + " "))
                .map(it -> it.substring(noun.length() + 1))
                .sorted()
                .forEach(verbs::add);
        String near = Given.hint(verb, verbs);
        return new WrongUsage(
                "unknown command docker " + noun + " " + verb,
                near.isEmpty() ? "there are " + String.join(", ", verbs) : near);
    }

    private static Meaning command(String verb, List<String> rest) {
        if (List.of("version", "--version", "-v").contains(verb)) {
            return new Meaning.Ours(List.of("version"));
        }
        Entry entry = verbs().entry(verb);
        List<String> words = new ArrayList<>(rest);
        boolean help = rest.size() == 1 && rest.getFirst().equals("--help");
        if (verb.equals("run") && !help) {
            words.addFirst(verb);
        }
        return new Meaning.Own(entry, words);
    }
}
