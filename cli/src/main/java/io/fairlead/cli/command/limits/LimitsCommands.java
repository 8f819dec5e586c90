package io.fairlead.cli.command.limits;

import io.fairlead.cli.command.Entry;
import java.util.List;

/** The commands of this room. */
public final class LimitsCommands {
    private static final List<Entry> ALL =
            List.of(Entry.of("limit list", "limits", "show what you may have and what you use", LimitsCommand::new));

    private LimitsCommands() {}

    /** In the order of the help. */
    public static List<Entry> all() {
        return ALL;
    }
}
