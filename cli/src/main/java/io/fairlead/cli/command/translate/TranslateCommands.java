package io.fairlead.cli.command.translate;

import io.fairlead.cli.command.Entry;
import java.util.List;

/** The commands of this room. */
public final class TranslateCommands {
    private TranslateCommands() {}

    public static List<Entry> all() {
        return List.of(
                Entry.of(
                        "job translate",
                        "translate",
                        "print the definition that a line of another system comes to",
                        TranslateCommand::new),
                Entry.of(
                        "job export",
                        "export",
                        "print the line of another system that asks for the same",
                        ExportCommand::new));
    }
}
