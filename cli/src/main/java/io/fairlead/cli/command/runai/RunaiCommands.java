package io.fairlead.cli.command.runai;

import io.fairlead.cli.command.Entry;
import io.fairlead.cli.command.docker.EndCommand;
import io.fairlead.cli.command.docker.NamedCommand;
import io.fairlead.cli.command.docker.NamedLogsCommand;
import java.util.List;

/** Run:AI's commands, by the words that are typed. */
public final class RunaiCommands {
    private static final List<Entry> ALL = List.of(
            Entry.of("runai submit", "", "hand in a job", RunaiSubmitCommand::new),
            Entry.of("runai list", "", "list your jobs", RunaiListCommand::new),
            Entry.of("runai describe", "", "show a job in full", () -> new NamedCommand("job show", List.of())),
            Entry.of("runai logs", "", "print what a job wrote", () -> new NamedLogsCommand("NAME", "-t")),
            Entry.of(
                    "runai bash",
                    "",
                    "open a shell in a job",
                    () -> new NamedCommand("job exec", List.of("--", "/bin/bash"))),
            Entry.of("runai exec", "", "run a further command in a job", () -> new NamedCommand("job exec", List.of())),
            Entry.of("runai attach", "", "join a job's terminal", () -> new NamedCommand("job attach", List.of())),
            Entry.of("runai delete", "", "end jobs", () -> new EndCommand("NAME", EndCommand.Way.DELETE)));

    private RunaiCommands() {}

    public static List<Entry> all() {
        return ALL;
    }
}
