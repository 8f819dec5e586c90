package io.fairlead.cli.command.node;

import io.fairlead.cli.command.Entry;
import java.util.List;

/** The commands of this room. */
public final class NodeCommands {
    private static final List<Entry> ALL = List.of(
            Entry.of("node list", "nodes", "list machines, what is free, and what is set aside", ListCommand::new),
            Entry.of("node drain", "", "place nothing new on a machine, or on some of its GPUs", DrainCommand::new),
            Entry.of("node resume", "", "let a machine, or some of its GPUs, be used again", ResumeCommand::new));

    private NodeCommands() {}

    /** In the order of the help. */
    public static List<Entry> all() {
        return ALL;
    }
}
