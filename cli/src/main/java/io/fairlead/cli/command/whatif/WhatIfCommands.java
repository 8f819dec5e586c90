package io.fairlead.cli.command.whatif;

import io.fairlead.cli.command.Entry;
import java.util.List;

/** The commands of this room. */
public final class WhatIfCommands {
    private static final List<Entry> ALL = List.of(Entry.of(
            "what-if",
            "",
            "try other limits, shares or machines on the site's jobs of the past; for administrators",
            WhatIfCommand::new));

    private WhatIfCommands() {}

    /** In the order of the help. */
    public static List<Entry> all() {
        return ALL;
    }
}
