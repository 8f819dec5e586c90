package io.fairlead.cli.command.queue;

import io.fairlead.cli.command.Entry;
import java.util.List;

/** The commands of this room. */
public final class QueueCommands {
    private static final List<Entry> ALL =
            List.of(Entry.of("queue show", "queue", "show who runs, who waits, and until when", QueueCommand::new));

    private QueueCommands() {}

    /** In the order of the help. */
    public static List<Entry> all() {
        return ALL;
    }
}
