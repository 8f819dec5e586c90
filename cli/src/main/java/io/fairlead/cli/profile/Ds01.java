package io.fairlead.cli.profile;

import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Entry;
import io.fairlead.cli.command.ds01.DeployCommand;
import io.fairlead.cli.command.ds01.RetireCommand;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * The commands of DS01, with a hyphen or a blank: {@code container-deploy}, {@code container deploy}. What DS01 calls a
 * project is the name of the session and of the image here.
 */
final class Ds01 implements Profile {
    private static final List<String> FAMILIES = List.of("container", "image", "check");

    /** Command of theirs, what it is here. */
    private static final SequencedMap<String, String> TABLE = commands();

    private static final List<String> NOT_YET = List.of(
            "container-create",
            "container-start",
            "container-pause",
            "container-unpause",
            "container-stats",
            "image-install",
            "project-init",
            "project-launch",
            "quota-check",
            "gpu-queue",
            "dashboard");

    private static SequencedMap<String, String> commands() {
        SequencedMap<String, String> table = new LinkedHashMap<>();
        table.put("image-create", "image create");
        table.put("image-update", "image update");
        table.put("image-list", "image list");
        table.put("image-delete", "image delete");
        table.put("image-retire", "image delete");
        table.put("container-deploy", "session deploy");
        table.put("container-run", "session run");
        table.put("container-open", "session open");
        table.put("container-attach", "session open");
        table.put("container-list", "session list");
        table.put("container-stop", "session retire");
        table.put("container-retire", "session retire");
        table.put("container-remove", "session retire");
        table.put("check-limits", "limits");
        return table;
    }

    @Override
    public String system() {
        return "ds01";
    }

    @Override
    public List<String> programs() {
        List<String> programs = new ArrayList<>(TABLE.sequencedKeySet());
        programs.addAll(FAMILIES);
        return programs;
    }

    @Override
    public String usage(String program) {
        return FAMILIES.contains(program) ? program + " COMMAND …" : program + " …";
    }

    @Override
    public SequencedMap<String, String> table() {
        return new LinkedHashMap<>(TABLE);
    }

    @Override
    public Meaning meaning(String program, List<String> words) {
        if (!FAMILIES.contains(program)) {
            return meaning(program, program, words);
        }
        if (words.isEmpty() || List.of("help", "--help", "-h").contains(words.getFirst())) {
            return new Meaning.Help();
        }
        String typed = program + " " + words.getFirst();
        String command = program + "-" + words.getFirst();
        if (!TABLE.containsKey(command)) {
            throw unknown(program, typed, command);
        }
        return meaning(command, typed, words.subList(1, words.size()));
    }

    private static WrongUsage unknown(String family, String typed, String command) {
        List<String> known = TABLE.sequencedKeySet().stream()
                .filter(it -> it.startsWith(family + "-"))
                .toList();
        if (NOT_YET.contains(command)) {
            return new WrongUsage(typed + " is not built", "there are " + String.join(", ", known));
        }
        String near = Given.hint(command, known);
        return new WrongUsage(
                "unknown command " + typed, near.isEmpty() ? "there are " + String.join(", ", known) : near);
    }

    private static Meaning meaning(String command, String typed, List<String> words) {
        return switch (command) {
            case "container-deploy" ->
                own(typed, "start a container of your image, and open it", () -> new DeployCommand(false), words);
            case "container-run" ->
                own(
                        typed,
                        "open a container, started first where it is not there",
                        () -> new DeployCommand(true),
                        words);
            case "container-retire", "container-stop", "container-remove" ->
                own(
                        typed,
                        "end a container and give its GPU back; the workspace stays",
                        () -> new RetireCommand(command.equals("container-stop")),
                        words);
            default -> new Meaning.Ours(Ds01Words.ours(typed, TABLE.getOrDefault(command, ""), words));
        };
    }

    private static Meaning own(String typed, String summary, Supplier<Command> make, List<String> words) {
        return new Meaning.Own(Entry.of(typed, "", summary, make), words);
    }
}
