package io.fairlead.wire.dialect.slurm;

import io.fairlead.core.problem.Position;
import io.fairlead.wire.dialect.script.ShellScan;
import io.fairlead.wire.dialect.script.Word;
import io.fairlead.wire.dialect.slurm.ContainerLine.Bind;
import io.fairlead.wire.dialect.slurm.SlurmJob.Manner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Translates a script of {@code sbatch}, and the words with which it is handed in. */
public final class Sbatch {
    private static final Set<String> OF_THE_SHELL = Set.of(
            "cd",
            "echo",
            "export",
            "set",
            "exit",
            "true",
            "false",
            ":",
            "[",
            "[[",
            "test",
            "wait",
            "printf",
            "source",
            ".",
            "trap",
            "ulimit",
            "umask",
            "unset",
            "shift",
            "local",
            "return",
            "break",
            "continue",
            "read",
            "eval",
            "sleep",
            "date",
            "hostname",
            "pwd",
            "mkdir",
            "ls",
            "time");

    private Sbatch() {}

    /**
     * The words of a line, taken apart.
     *
     * @param script what comes first behind the options; empty for none, or with {@code --wrap}
     */
    public record Line(Optional<String> script, List<String> arguments, List<String> options) {}

    /** Where the options end and which script is named, so that it can be read. */
    public static Line line(List<String> words) {
        WordReader reader = new WordReader(Options.SLURM, "sbatch", new Notes());
        List<Word> rest = reader.read(words.stream().map(Word::typed).toList());
        List<String> behind = rest.stream().map(Word::text).toList();
        boolean wrapped =
                reader.said().stream().anyMatch(it -> it.option().name().equals("wrap"));
        List<String> options = words.subList(0, words.size() - rest.size());
        return behind.isEmpty() || wrapped
                ? new Line(Optional.empty(), behind, options)
                : new Line(Optional.of(behind.getFirst()), behind.subList(1, behind.size()), options);
    }

    /** The jobs that it names as those after which it starts, as it names them; empty where that cannot be read. */
    public static List<String> named(Line line, String text) {
        Notes unheard = new Notes();
        WordReader reader = new WordReader(Options.SLURM, "sbatch", unheard);
        reader.read(line.options().stream().map(Word::typed).toList());
        List<Said> all = new ArrayList<>(Script.read(text, unheard).directives());
        all.addAll(reader.said());
        return new Asked(all, unheard).named();
    }

    /**
     * @param text of the script; empty where {@code --wrap} has it
     * @param shell where it is submitted
     */
    public static SlurmJob translate(Line line, String text, Submitting shell) {
        return new Reading(line, shell).translated(text);
    }

    /** Whether the command of a job was a script of sbatch. */
    public static boolean isScript(List<String> command) {
        return BatchText.is(command);
    }

    /**
     * Where the output of a job goes that was a script of sbatch.
     *
     * @param variables of the job, as far as they are known
     * @return empty for any other, and where the name takes variables that are not known
     */
    public static Optional<String> output(List<String> command, Map<String, String> variables) {
        return BatchText.output(command, variables);
    }

    /** One translation. */
    private static final class Reading {
        private final Notes notes = new Notes();
        private final Line line;
        private final List<Said> words;
        private final Submitting shell;

        Reading(Line line, Submitting shell) {
            WordReader reader = new WordReader(Options.SLURM, "sbatch", notes);
            reader.read(line.options().stream().map(Word::typed).toList());
            this.words = reader.said();
            this.line = line;
            this.shell = shell;
        }

        SlurmJob translated(String given) {
            Optional<String> wrapped = new Asked(words, notes).text("wrap");
            String text = wrapped.map(it -> "#!/bin/sh\n" + it + "\n").orElse(given);
            int size = text.getBytes(StandardCharsets.UTF_8).length;
            if (size > Script.MAX_BYTES) {
                notes.problem(Position.NONE, "", SlurmProblems.SCRIPT_LARGE, "size", size, "max", Script.MAX_BYTES);
                return job(Optional.empty(), new Manner(false, false, false, false, false, false));
            }
            Script script = Script.read(text, notes);
            List<Said> all = new ArrayList<>(script.directives());
            all.addAll(words);
            Asked asked = new Asked(all, notes);
            asked.find("pty")
                    .ifPresent(it -> notes.problem(
                            it.at(),
                            "--pty",
                            SlurmProblems.OPTION_REFUSED,
                            "option",
                            "--pty",
                            "fix",
                            "srun --pty apptainer exec IMAGE bash gives it your terminal"));
            Manner manner = new Manner(
                    asked.has("hold"), asked.has("wait"), asked.has("parsable"), asked.has("quiet"), false, false);
            return job(definition(script, asked, wrapped.isPresent()), manner);
        }

        private SlurmJob job(Optional<String> definition, Manner manner) {
            return new SlurmJob(notes.refuses() ? Optional.empty() : definition, notes.findings(), manner);
        }

        private Optional<String> definition(Script script, Asked asked, boolean wrapped) {
            Submitting where =
                    asked.text("chdir").map(shell::absolute).map(shell::in).orElse(shell);
            Carried carried = new Carried(where, notes);
            carried.apptainers();
            carried.named(asked.find("export"));
            carried.readBy(script.text(), asked.find("export"));
            List<ContainerLine> lines = new ArrayList<>();
            if (Pyxis.asked(asked, notes)) {
                Word itself = new Word(scriptName(), true, Position.NONE);
                Pyxis.line(asked, List.of(itself), where, notes).ifPresent(lines::add);
            }
            lines.addAll(containers(script, where, carried));
            Optional<ContainerLine> one = oneImage(lines);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            Assembly assembly = new Assembly(asked, where, notes);
            assembly.own(true, true);
            List<String> binds = new ArrayList<>();
            for (ContainerLine container : lines) {
                container.binds().forEach(assembly::bind);
                container.binds().forEach(bind -> binds.addAll(spellings(bind)));
            }
            BatchText.Streams streams = streams(asked, where, assembly);
            assembly.environment(carried.variables());
            assembly.slurm();
            assembly.environment(Map.of("SLURM_SUBMIT_DIR", shell.folder()));
            assembly.environment(Map.of("SLURM_APPTAINER_IMAGE", one.get().image()));
            assembly.environment(Map.of("SLURM_APPTAINER_BINDS", String.join(",", binds)));
            notes.notice(Position.NONE, SlurmProblems.OWN_TMP);
            String name = asked.text("job-name").orElse(wrapped ? "wrap" : scriptName());
            return Optional.of(assembly.definition(
                    name,
                    one.get(),
                    BatchText.command(script, line.arguments(), streams),
                    Optional.of(where.folder())));
        }

        private String scriptName() {
            String path = line.script().orElse("sbatch");
            return path.substring(path.lastIndexOf('/') + 1);
        }

        /** As the script may write it once its variables are filled in. */
        private static List<String> spellings(Bind bind) {
            String full = bind.source() + ":" + bind.target();
            return bind.readOnly()
                    ? List.of(full + ":ro")
                    : bind.source().equals(bind.target())
                            ? List.of(bind.source(), full, full + ":rw")
                            : List.of(full, full + ":rw");
        }

        private List<ContainerLine> containers(Script script, Submitting where, Carried carried) {
            Map<String, String> variables = new LinkedHashMap<>(carried.variables());
            variables.put("HOME", where.home());
            variables.put("PWD", where.folder());
            variables.put("USER", where.user());
            variables.put("SLURM_SUBMIT_DIR", shell.folder());
            for (int i = 0; i < line.arguments().size(); i++) {
                variables.put(Integer.toString(i + 1), line.arguments().get(i));
            }
            List<ContainerLine> found = new ArrayList<>();
            Optional<Word> other = Optional.empty();
            for (List<Word> command : ShellScan.commands(script.text(), variables)) {
                int begins = ContainerLine.begins(command);
                Word first = command.getFirst();
                if (begins >= 0) {
                    checked(command, begins, where).ifPresent(found::add);
                } else if (first.text().equals("srun")) {
                    step(command.subList(1, command.size()), where).ifPresent(found::add);
                } else if (first.text().equals("module") || first.text().equals("ml")) {
                    notes.notice(first.at(), SlurmProblems.MODULES);
                } else if (other.isEmpty() && first.known() && !OF_THE_SHELL.contains(first.text())) {
                    other = Optional.of(first);
                }
            }
            if (!found.isEmpty() && other.isPresent()) {
                notes.notice(
                        other.get().at(),
                        SlurmProblems.WHOLE_SCRIPT,
                        "image",
                        found.getFirst().image(),
                        "command",
                        other.get().text());
            }
            return found;
        }

        /** A line of srun without Apptainer: with an image of its own, or in the one that the script runs in. */
        private Optional<ContainerLine> step(List<Word> command, Submitting where) {
            Pyxis.checkKnown(command, notes);
            WordReader reader = new WordReader(Options.SLURM, "srun", notes);
            List<Word> rest = reader.read(command);
            Asked step = new Asked(reader.said(), notes);
            return !notes.refuses() && Pyxis.asked(step, notes)
                    ? Pyxis.line(step, rest, where, notes)
                    : Optional.empty();
        }

        /** A line of the script; what stands before Apptainer's name is srun with its options, or a program like time. */
        private Optional<ContainerLine> checked(List<Word> command, int begins, Submitting where) {
            if (command.getFirst().text().equals("srun")) {
                new WordReader(Options.SLURM, "srun", notes).read(command.subList(1, begins));
            }
            List<Word> words = command.subList(begins + 1, command.size());
            for (int i = 0; i + 1 < words.size(); i++) {
                boolean bind = words.get(i).text().matches("-B|--bind");
                if ((bind && !words.get(i + 1).known())
                        || (words.get(i).text().startsWith("--bind=")
                                && !words.get(i).known())) {
                    notes.problem(words.get(i).at(), words.get(i).text(), SlurmProblems.BIND_UNKNOWN);
                    return Optional.empty();
                }
            }
            return ContainerLine.read(
                    words, ContainerLine.SCRIPTED, command.get(begins).at(), where, notes);
        }

        private Optional<ContainerLine> oneImage(List<ContainerLine> lines) {
            if (lines.isEmpty()) {
                if (!notes.refuses()) {
                    notes.problem(Position.NONE, "", SlurmProblems.NO_IMAGE);
                }
                return Optional.empty();
            }
            ContainerLine first = lines.getFirst();
            for (ContainerLine other : lines) {
                if (!other.image().equals(first.image())) {
                    notes.problem(
                            other.at(),
                            other.image(),
                            SlurmProblems.TWO_IMAGES,
                            "one",
                            first.image(),
                            "line",
                            first.at().line(),
                            "other",
                            other.image());
                    return Optional.empty();
                }
            }
            return Optional.of(first);
        }

        private BatchText.Streams streams(Asked asked, Submitting where, Assembly assembly) {
            String output = stream(
                    asked.find("output"), asked.has("array") ? "slurm-%A_%a.out" : "slurm-%j.out", where, assembly);
            String error = asked.has("error") ? stream(asked.find("error"), "", where, assembly) : output;
            String input = stream(asked.find("input"), "/dev/null", where, assembly);
            boolean append = asked.text("open-mode").filter("append"::equals).isPresent();
            return new BatchText.Streams(input, output, error, append);
        }

        /** The word of a shell that names a file, whose folder is mounted. */
        private String stream(Optional<Said> said, String otherwise, Submitting where, Assembly assembly) {
            String path = where.absolute(said.map(Said::value).orElse(otherwise));
            Position at = said.map(Said::at).orElse(Position.NONE);
            if (path.startsWith("/dev/")) {
                return path;
            }
            Optional<String> word = OutputPattern.shellWord(path);
            if (word.isEmpty()) {
                notes.problem(
                        at,
                        path,
                        SlurmProblems.OPTION_VALUE,
                        "option",
                        said.map(it -> it.option().typed()).orElse("--output"),
                        "rule",
                        "has the patterns %j %x %u %N %A %J %a %n %s %t %%");
                return "/dev/null";
            }
            assembly.folder(OutputPattern.folderOf(path), at);
            return word.get();
        }
    }
}
