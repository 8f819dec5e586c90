package io.fairlead.cli.command.slurm;

import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Entry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;

/** Their programs, by name. */
public final class SlurmCommands {
    private static final SequencedMap<String, Entry> ALL = all();

    private SlurmCommands() {}

    private static SequencedMap<String, Entry> all() {
        SequencedMap<String, Entry> all = new LinkedHashMap<>();
        add(all, "srun", "run apptainer's command as a job and follow it", SrunCommand::new);
        add(all, "sbatch", "hand in a script", SbatchCommand::new);
        add(all, "squeue", "list jobs that have not ended", SqueueCommand::new);
        add(all, "scancel", "end jobs", ScancelCommand::new);
        add(all, "sinfo", "list machines and how busy they are", SinfoCommand::new);
        add(all, "sacct", "list your jobs, those that have ended too", SacctCommand::new);
        return all;
    }

    private static void add(Map<String, Entry> all, String name, String summary, Supplier<Command> make) {
        all.put(name, Entry.of(name, "", summary, make));
    }

    /** In the order of the help. */
    public static SequencedMap<String, Entry> entries() {
        return new LinkedHashMap<>(ALL);
    }
}
