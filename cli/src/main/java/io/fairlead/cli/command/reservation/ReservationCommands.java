package io.fairlead.cli.command.reservation;

import io.fairlead.cli.command.Entry;
import java.util.List;

/** The commands of this room. */
public final class ReservationCommands {
    private static final List<Entry> ALL = List.of(
            Entry.of("reservation list", "reservations", "list what is reserved on machines", ListCommand::new),
            Entry.of("reservation show", "", "show one reservation in full", ShowCommand::new),
            Entry.of("reservation create", "", "keep GPUs or a machine for some people for a time", CreateCommand::new),
            Entry.of("reservation delete", "", "let everybody use again what is reserved", DeleteCommand::new));

    private ReservationCommands() {}

    /** In the order of the help. */
    public static List<Entry> all() {
        return ALL;
    }
}
