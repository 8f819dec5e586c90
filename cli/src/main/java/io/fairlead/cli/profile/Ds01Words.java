package io.fairlead.cli.profile;

import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Flags of DS01's commands, each as the words of a command of ours. */
final class Ds01Words {
    /** By our command: their flag and what becomes of it. */
    private static final Map<String, Map<String, Flag>> FLAGS = flags();

    /**
     * What a flag of theirs becomes.
     *
     * @param ours the words; a list of values becomes the flag once for each
     * @param takes whether a value follows
     * @param splits whether that value is a list, with blanks between
     */
    private record Flag(List<String> ours, boolean takes, boolean splits) {
        static Flag on(String... ours) {
            return new Flag(List.of(ours), false, false);
        }

        static Flag value(String ours) {
            return new Flag(List.of(ours), true, false);
        }

        static Flag list(String ours) {
            return new Flag(List.of(ours), true, true);
        }
    }

    private Ds01Words() {}

    private static Map<String, Map<String, Flag>> flags() {
        Map<String, Flag> create = new LinkedHashMap<>();
        both(create, "-f", "--framework", Flag.value("--framework"));
        both(create, "-b", "--base", Flag.value("--base"));
        both(create, "-t", "--type", Flag.list("--set"));
        create.put("--set", Flag.list("--set"));
        both(create, "-p", "--packages", Flag.list("--pip"));
        create.put("--pip", Flag.list("--pip"));
        both(create, "-s", "--system", Flag.list("--apt"));
        create.put("--apt", Flag.list("--apt"));
        both(create, "-r", "--requirements", Flag.value("--requirements"));
        create.put("--dockerfile", Flag.value("--dockerfile"));
        create.put("--index-url", Flag.value("--index-url"));
        create.put("--force", Flag.on("--force"));
        create.put("--no-build", Flag.on("--dry-run"));
        create.put("--dry-run", Flag.on("--dry-run"));
        Map<String, Flag> update = new LinkedHashMap<>();
        both(update, "-p", "--add", Flag.list("--add-pip"));
        both(update, "-s", "--add-system", Flag.list("--add-apt"));
        both(update, "-r", "--requirements", Flag.value("--requirements"));
        update.put("--dockerfile", Flag.value("--dockerfile"));
        update.put("--rebuild", Flag.on("--rebuild"));
        Map<String, Flag> images = new LinkedHashMap<>();
        both(images, "-a", "--all", Flag.on());
        both(images, "-d", "--detailed", Flag.on("-o", "wide"));
        both(images, "-s", "--stats", Flag.on("-o", "wide"));
        images.put("--orphaned", Flag.on("--orphaned"));
        Map<String, Flag> delete = new LinkedHashMap<>();
        both(delete, "-f", "--force", Flag.on());
        delete.put("--keep-dockerfile", Flag.on());
        Map<String, Flag> list = new LinkedHashMap<>();
        both(list, "-a", "--all", Flag.on("--all"));
        both(list, "-d", "--detailed", Flag.on("-o", "wide"));
        Map<String, Flag> limits = new LinkedHashMap<>();
        both(limits, "-v", "--verbose", Flag.on("--verbose"));
        return Map.of(
                "image create", create,
                "image update", update,
                "image list", images,
                "image delete", delete,
                "session open", Map.of(),
                "session list", list,
                "limits", limits);
    }

    private static void both(Map<String, Flag> flags, String brief, String whole, Flag flag) {
        flags.put(brief, flag);
        flags.put(whole, flag);
    }

    /** @throws WrongUsage for a flag that the command does not have */
    static List<String> ours(String typed, String ours, List<String> words) {
        Map<String, Flag> known = FLAGS.getOrDefault(ours, Map.of());
        List<String> translated = new ArrayList<>(List.of(ours.split(" ", -1)));
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            if (word.equals("--")) {
                translated.add(word);
                rest.forEachRemaining(translated::add);
            } else if (!common(word, rest, ours, translated)) {
                if (word.startsWith("-")) {
                    flag(typed, known, word, rest, translated);
                } else {
                    translated.add(word);
                }
            }
        }
        return translated;
    }

    /** Flags that every command of ours has, and the one for forms of lists. */
    private static boolean common(String word, Iterator<String> rest, String ours, List<String> translated) {
        boolean form = word.equals("--format") || word.startsWith("--format=");
        if (form && ours.endsWith("list")) {
            String wanted =
                    word.contains("=") ? word.substring(word.indexOf('=') + 1) : rest.hasNext() ? rest.next() : "";
            translated.addAll(
                    switch (wanted) {
                        case "table" -> List.of("-o", "table");
                        case "simple" -> List.of("-o", "name");
                        case "json" -> List.of("-o", "json");
                        default ->
                            throw new WrongUsage(
                                    "--format takes table, simple, json, not \"" + wanted + "\"",
                                    Given.hint(wanted, List.of("table", "simple", "json")));
                    });
            return true;
        }
        if (List.of("--help", "-h", "--as", "-o", "--output").contains(word)) {
            translated.add(word);
            if (!word.equals("--help") && !word.equals("-h") && rest.hasNext()) {
                translated.add(rest.next());
            }
            return true;
        }
        return false;
    }

    private static void flag(
            String typed, Map<String, Flag> known, String word, Iterator<String> rest, List<String> translated) {
        int equals = word.startsWith("--") ? word.indexOf('=') : -1;
        String name = equals < 0 ? word : word.substring(0, equals);
        Flag flag = known.get(name);
        if (flag == null) {
            String near = name.startsWith("--") ? Given.hint(name, List.copyOf(known.keySet())) : "";
            throw new WrongUsage(
                    typed + ": unknown flag " + name,
                    near.isEmpty() && !known.isEmpty() ? "there are " + String.join(", ", known.keySet()) : near);
        }
        if (!flag.takes()) {
            translated.addAll(flag.ours());
            return;
        }
        if (equals < 0 && !rest.hasNext()) {
            throw new WrongUsage(name + " needs a value", "");
        }
        String value = equals < 0 ? rest.next() : word.substring(equals + 1);
        for (String one : flag.splits() ? List.of(value.strip().split("\\s+")) : List.of(value)) {
            translated.add(flag.ours().getFirst());
            translated.add(one);
        }
    }
}
