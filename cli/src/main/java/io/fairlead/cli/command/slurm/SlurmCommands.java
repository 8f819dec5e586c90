package io.fairlead.cli.command.slurm;

import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Entry;
import io.fairlead.wire.client.ApiClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;

/** Their programs, by name. */
public final class SlurmCommands {
    private static final SequencedMap<String, Entry> ALL = all();

    private static final List<Entry> CONTROL = List.of(
            control("show", "show jobs, machines, the partition or reservations in full", ScontrolShowCommand::new),
            control("hold", "keep jobs from starting", () -> new ScontrolActCommand(ApiClient::hold)),
            control("release", "let held jobs start", () -> new ScontrolActCommand(ApiClient::release)),
            control("create", "keep GPUs or a machine for some people for a time", ScontrolCreateCommand::new),
            control("delete", "let everybody use again what is reserved", ScontrolDeleteCommand::new));

    private SlurmCommands() {}

    private static Entry control(String verb, String summary, Supplier<Command> make) {
        return Entry.of("scontrol " + verb, "", summary, make);
    }

    /** What follows {@code scontrol}, each with that name before it. */
    public static List<Entry> control() {
        return CONTROL;
    }

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
