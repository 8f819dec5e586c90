package io.fairlead.cli.profile;

import io.fairlead.cli.command.Entry;
import io.fairlead.cli.command.slurm.SlurmCommands;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The commands of Slurm, for jobs that use Apptainer. */
public final class Slurm implements Profile {
    private static final String NAME = "slurm";
    private static final List<String> OWN_OPTIONS = List.of("srun", "sbatch");

    @Override
    public String system() {
        return NAME;
    }

    @Override
    public List<String> programs() {
        return List.copyOf(SlurmCommands.entries().keySet());
    }

    @Override
    public Meaning meaning(String program, List<String> words) {
        Entry entry = SlurmCommands.entries().get(program);
        if (entry == null) {
            throw new IllegalArgumentException("no program of Slurm: " + program);
        }
        boolean help = !words.isEmpty()
                && (words.getFirst().equals("--help") || words.getFirst().equals("--usage"));
        if (help || !OWN_OPTIONS.contains(program)) {
            return new Meaning.Own(entry, help ? List.of("--help") : words);
        }
        // Their options are read where scripts are, too: none is a flag of ours.
        List<String> all = new ArrayList<>(words);
        all.addFirst("--");
        return new Meaning.Own(entry, all);
    }

    @Override
    public String usage(String program) {
        return program + " [OPTIONS] …";
    }

    @Override
    public SequencedMap<String, String> table() {
        SequencedMap<String, String> table = new LinkedHashMap<>();
        SlurmCommands.entries().forEach((name, entry) -> table.put(name, entry.summary()));
        return table;
    }
}
