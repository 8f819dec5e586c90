package io.fairlead.wire.dialect.slurm;

import io.fairlead.core.problem.Findings;
import io.fairlead.wire.dialect.Surroundings;
import io.fairlead.wire.dialect.Translation;
import io.fairlead.wire.dialect.script.ShellScan;
import io.fairlead.wire.dialect.script.Word;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A script of sbatch, or a line that begins with srun or sbatch, as the dialects are asked for. */
public final class SlurmText {
    private SlurmText() {}

    /** A pasted line, or a script. */
    public static Translation text(String text, Surroundings here) {
        if (text.startsWith("#!") || text.contains("#SBATCH")) {
            Sbatch.Line line = new Sbatch.Line(Optional.empty(), List.of(), List.of());
            return translation(Sbatch.translate(line, text, Submitting.in(here)));
        }
        Map<String, String> variables = new LinkedHashMap<>(here.environment());
        variables.put("HOME", here.home());
        variables.put("PWD", here.folder());
        List<List<Word>> commands = ShellScan.commands(text, variables);
        return commands.isEmpty()
                ? words(List.of(), here)
                : words(commands.getFirst().stream().map(Word::text).toList(), here);
    }

    /** Words that a shell has taken apart, the program's name first. */
    public static Translation words(List<String> words, Surroundings here) {
        Submitting where = Submitting.in(here);
        boolean batch = !words.isEmpty() && words.getFirst().equals("sbatch");
        if (!batch) {
            boolean named = !words.isEmpty() && words.getFirst().equals("srun");
            return translation(Srun.translate(words.subList(named ? 1 : 0, words.size()), where, false));
        }
        Sbatch.Line line = Sbatch.line(words.subList(1, words.size()));
        try {
            String script = line.script().isEmpty()
                    ? ""
                    : here.files().read(where.absolute(line.script().get()));
            return translation(Sbatch.translate(line, script, where));
        } catch (IOException e) {
            return new Translation(
                    Optional.empty(),
                    Findings.of(SlurmProblems.SCRIPT_UNREADABLE.reason(
                            "file", line.script().orElse(""), "why", String.valueOf(e.getMessage()))),
                    List.of(),
                    Translation.Way.PLAIN);
        }
    }

    private static Translation translation(SlurmJob job) {
        return new Translation(job.definition(), job.findings(), List.of(), Translation.Way.PLAIN);
    }
}
