package io.fairlead.wire.dialect.slurm;

import io.fairlead.core.problem.Position;
import io.fairlead.wire.dialect.script.Word;
import io.fairlead.wire.dialect.slurm.SlurmJob.Manner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Translates {@code srun [OPTIONS] apptainer exec IMAGE COMMAND}, and {@code srun --container-image=IMAGE COMMAND}. */
public final class Srun {
    private static final List<String> ELSEWHERE = List.of("output", "error", "input", "wrap", "hold", "parsable");

    private Srun() {}

    /**
     * @param words behind the program's name
     * @param piped whether standard input is no terminal, and goes to the command as it does under Slurm
     */
    public static SlurmJob translate(List<String> words, Submitting shell, boolean piped) {
        Notes notes = new Notes();
        WordReader reader = new WordReader(Options.SLURM, "srun", notes);
        List<Word> rest = reader.read(words.stream().map(Word::typed).toList());
        Asked asked = new Asked(reader.said(), notes);
        for (String name : ELSEWHERE) {
            asked.find(name)
                    .ifPresent(it -> notes.problem(
                            Position.NONE,
                            it.value(),
                            SlurmProblems.OPTION_REFUSED,
                            "option",
                            it.option().typed(),
                            "fix",
                            "redirect srun itself, as srun … > FILE, or write a script for sbatch"));
        }
        asked.find("array")
                .ifPresent(it -> notes.problem(
                        it.at(),
                        it.value(),
                        SlurmProblems.OPTION_REFUSED,
                        "option",
                        it.option().typed(),
                        "fix",
                        "hand the line in as a script: sbatch --array=" + it.value() + " SCRIPT"));
        Submitting where =
                asked.text("chdir").map(shell::absolute).map(shell::in).orElse(shell);
        boolean pty = asked.has("pty");
        Manner manner = new Manner(false, false, false, asked.has("quiet"), pty || piped, pty);
        Optional<ContainerLine> line =
                Pyxis.asked(asked, notes) ? Pyxis.line(asked, rest, where, notes) : line(rest, where, notes);
        Optional<String> definition = line.map(it -> definition(it, asked, pty || piped, where, notes));
        return new SlurmJob(notes.refuses() ? Optional.empty() : definition, notes.findings(), manner);
    }

    /** The jobs that the line names as those after which it starts, as it names them; empty where that cannot be read. */
    public static List<String> named(List<String> words) {
        Notes unheard = new Notes();
        WordReader reader = new WordReader(Options.SLURM, "srun", unheard);
        reader.read(words.stream().map(Word::typed).toList());
        return new Asked(reader.said(), unheard).named();
    }

    private static Optional<ContainerLine> line(List<Word> rest, Submitting where, Notes notes) {
        if (ContainerLine.begins(rest) != 0) {
            String first = rest.isEmpty() ? "" : rest.getFirst().text();
            notes.problem(Position.NONE, first, SlurmProblems.NO_IMAGE);
            return Optional.empty();
        }
        return ContainerLine.read(rest.subList(1, rest.size()), ContainerLine.TYPED, Position.NONE, where, notes);
    }

    private static String definition(ContainerLine line, Asked asked, boolean stdin, Submitting where, Notes notes) {
        Assembly assembly = new Assembly(asked, where, notes);
        assembly.streams(stdin, asked.has("pty"));
        assembly.own(line.withHome(), line.withFolder());
        line.binds().forEach(assembly::bind);
        Carried carried = new Carried(where, notes);
        carried.apptainers();
        carried.named(asked.find("export"));
        assembly.environment(carried.variables());
        assembly.environment(line.environment());
        assembly.slurm();
        assembly.environment(Map.of("SLURM_SUBMIT_DIR", where.folder()));
        notes.notice(Position.NONE, SlurmProblems.OWN_TMP);
        List<String> command = command(line);
        String name = asked.text("job-name").orElse(line.withFolder() ? "apptainer" : program(command));
        Optional<String> folder =
                line.folder().or(() -> line.withFolder() ? Optional.of(where.folder()) : Optional.empty());
        return assembly.definition(name, line, command, folder);
    }

    /** Slurm names a job by the program that srun was given. */
    private static String program(List<String> command) {
        String path = command.isEmpty() ? "" : command.getFirst();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static List<String> command(ContainerLine line) {
        List<String> words =
                new ArrayList<>(line.command().stream().map(Word::text).toList());
        if (words.isEmpty()) {
            return words;
        }
        if (line.runs() && line.isFile()) {
            words.addFirst(ContainerLine.RUNSCRIPT);
        }
        return words;
    }
}
