package io.fairlead.cli.command.session;

import io.fairlead.cli.command.Entry;
import java.util.List;

/** The commands of this room. */
public final class SessionCommands {
    private static final List<Entry> ALL = List.of(
            Entry.of("session deploy", "", "start a session that is held open for you", () -> new DeployCommand(false)),
            Entry.of("session open", "", "open a shell, or run a command, in a session", OpenCommand::new),
            Entry.of(
                    "session run",
                    "",
                    "open a session, started first where it is not there",
                    () -> new DeployCommand(true)),
            Entry.of("session list", "", "list your sessions", ListCommand::new),
            Entry.of("session retire", "", "end sessions and give back what they hold", RetireCommand::new));

    private SessionCommands() {}

    /** In the order of the help. */
    public static List<Entry> all() {
        return ALL;
    }
}
