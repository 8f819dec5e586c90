package io.fairlead.cli.command.record;

import io.fairlead.cli.command.Entry;
import java.util.List;

/** The commands of this room. */
public final class RecordCommands {
    private static final List<Entry> ALL = List.of(
            Entry.of("job record", "record", "show what is kept of a job, and its score", RecordCommand::new),
            Entry.of("job rerun", "rerun", "run a job again, exactly, and compare", RerunCommand::new),
            Entry.of("job diff", "diff", "compare what is kept of two jobs", DiffCommand::new),
            Entry.of("stats stages", "", "say where the time of jobs goes, stage by stage", StagesCommand::new));

    private RecordCommands() {}

    /** In the order of the help. */
    public static List<Entry> all() {
        return ALL;
    }
}
