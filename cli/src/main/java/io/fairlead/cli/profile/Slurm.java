package io.fairlead.cli.profile;

import io.fairlead.cli.command.Entry;
import io.fairlead.cli.command.slurm.SlurmCommands;
import io.fairlead.cli.words.WrongUsage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** The commands of Slurm, for jobs that use Apptainer. */
public final class Slurm implements Profile {
    private static final String NAME = "slurm";
    private static final String CONTROL = "scontrol";
    private static final String AGAIN = "a job that has ended is run again as a new one: fairlead rerun _NUMBER";
    private static final String BEFORE = "a job is held before it starts: scontrol hold, scontrol release";
    private static final String SERVER = "the server is an administrator's: fairlead status says how it is";

    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("cancel_reboot", SERVER),
            Map.entry("errnumstr", "problems are said in words, with their fix"),
            Map.entry("listpids", "fairlead exec _NUMBER -- ps shows what runs in a job"),
            Map.entry("notify", "nothing reads what is said to a job"),
            Map.entry("ping", "fairlead status says how the server is"),
            Map.entry("reboot", SERVER),
            Map.entry("reconfigure", SERVER),
            Map.entry("requeue", AGAIN),
            Map.entry("requeuehold", AGAIN),
            Map.entry("resume", BEFORE),
            Map.entry("setdebug", SERVER),
            Map.entry("shutdown", SERVER),
            Map.entry("suspend", BEFORE),
            Map.entry("takeover", SERVER),
            Map.entry("token", "you are who your login on this machine says"),
            Map.entry("top", "the order of the queue is everybody's: fairlead why _NUMBER"),
            Map.entry("uhold", "that is scontrol hold here"),
            Map.entry(
                    "update",
                    "a job stays as it was handed in: scancel it and hand in another; a reservation is deleted and"
                            + " created anew; machines are set aside with fairlead node drain, and fairlead node resume"),
            Map.entry("wait_job", "fairlead wait _NUMBER"),
            Map.entry("write", "fairlead show _NUMBER says what was handed in"));

    private static final List<String> OWN_OPTIONS = List.of("srun", "sbatch");

    @Override
    public String system() {
        return NAME;
    }

    @Override
    public List<String> programs() {
        List<String> programs = new ArrayList<>(SlurmCommands.entries().keySet());
        programs.add(CONTROL);
        return programs;
    }

    @Override
    public Meaning meaning(String program, List<String> words) {
        if (program.equals(CONTROL)) {
            return control(words);
        }
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

    /** The verb stands behind the flags, or before them. */
    private static Meaning control(List<String> words) {
        List<String> flags =
                words.stream().takeWhile(word -> word.startsWith("-")).toList();
        List<String> all = new ArrayList<>(words.subList(flags.size(), words.size()));
        if (flags.contains("--help")
                || flags.contains("-h")
                || (!all.isEmpty() && all.getFirst().equals("help"))) {
            return new Meaning.Help();
        }
        Verbs verbs = verbs();
        if (all.isEmpty()) {
            throw new WrongUsage(
                    "scontrol needs a command",
                    "there are " + String.join(", ", verbs.table().keySet()));
        }
        Entry entry = verbs.entry(all.removeFirst());
        all.addAll(0, flags);
        return new Meaning.Own(entry, all);
    }

    private static Verbs verbs() {
        return new Verbs(CONTROL, SlurmCommands.control(), INSTEAD);
    }

    @Override
    public String usage(String program) {
        return program + " [OPTIONS] …";
    }

    @Override
    public SequencedMap<String, String> table() {
        SequencedMap<String, String> table = new LinkedHashMap<>();
        SlurmCommands.entries().forEach((name, entry) -> table.put(name, entry.summary()));
        table.putAll(verbs().table());
        return table;
    }
}
