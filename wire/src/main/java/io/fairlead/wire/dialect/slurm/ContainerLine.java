package io.fairlead.wire.dialect.slurm;

import io.fairlead.core.image.ImageReference;
import io.fairlead.core.problem.Nearest;
import io.fairlead.core.problem.Position;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.wire.dialect.script.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * An {@code apptainer exec}, {@code run} or {@code shell} line.
 *
 * @param image an absolute path of a SIF file, or a reference without {@code docker://}
 * @param runs whether the image's own script is run, with the command as its arguments
 * @param withFolder whether the working folder is shown, and is where the command begins
 */
record ContainerLine(
        String image,
        boolean runs,
        List<Bind> binds,
        SequencedMap<String, String> environment,
        Optional<String> folder,
        boolean withHome,
        boolean withFolder,
        List<Word> command,
        Position at) {
    private static final List<String> NAMES = List.of("apptainer", "singularity");
    /** Programs that run what follows them. */
    private static final Set<String> PASSING_ON = Set.of(
            "srun", "time", "exec", "env", "nice", "ionice", "timeout", "nohup", "stdbuf", "taskset", "numactl",
            "setsid", "mpirun", "mpiexec", "xargs");

    private static final String SHELL = "shell";
    /** What a script may run: nobody is there to type into a shell. */
    static final List<String> SCRIPTED = List.of("exec", "run");

    /** What may be typed after srun. */
    static final List<String> TYPED = List.of("exec", "run", SHELL);

    private static final List<String> OTHER_VERBS =
            List.of(SHELL, "instance", "build", "pull", "push", "test", "cache", "inspect", "sif", "remote");
    private static final String DOCKER = "docker://";
    /** Bash where the image has it, as Apptainer does. */
    private static final List<String> SHELLS =
            List.of("/bin/sh", "-c", "if command -v bash > /dev/null; then exec bash; else exec sh; fi");

    /** What an image of Apptainer runs by itself. */
    static final String RUNSCRIPT = "/.singularity.d/runscript";

    /** A folder that is shown in the container. */
    record Bind(String source, String target, boolean readOnly, Position at) {}

    /** Where the line's words begin to be Apptainer's; negative where they never do. */
    static int begins(List<Word> words) {
        for (int i = 0; i < words.size(); i++) {
            String text = words.get(i).text();
            if (i == 1 && !PASSING_ON.contains(words.getFirst().text())) {
                return -1;
            }
            if (NAMES.contains(text.substring(text.lastIndexOf('/') + 1))) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Reads the words behind the program's name; empty after a problem.
     *
     * @param verbs that may stand there
     */
    static Optional<ContainerLine> read(
            List<Word> words, List<String> verbs, Position at, Submitting where, Notes notes) {
        WordReader global = new WordReader(Options.APPTAINER, "apptainer", notes);
        List<Word> rest = global.read(words);
        String verb = rest.isEmpty() ? "" : rest.getFirst().text();
        if (!verbs.contains(verb)) {
            Position place = rest.isEmpty() ? at : rest.getFirst().at();
            String near = OTHER_VERBS.contains(verb)
                    ? ""
                    : Nearest.of(verb, verbs)
                            .map(it -> "; did you mean " + it + "?")
                            .orElse("");
            notes.problem(place, verb, SlurmProblems.VERB, "verb", verb, "near", near);
            return Optional.empty();
        }
        WordReader own = new WordReader(Options.APPTAINER, "apptainer " + verb, notes);
        List<Word> operands = own.read(rest.subList(1, rest.size()));
        if (operands.isEmpty()) {
            notes.problem(at, "", SlurmProblems.NO_IMAGE);
            return Optional.empty();
        }
        Optional<String> image = image(operands.getFirst(), where, notes);
        boolean shell = verb.equals(SHELL);
        List<Word> said = operands.subList(1, operands.size());
        if (shell) {
            said.forEach(word -> notes.problem(word.at(), word.text(), SlurmProblems.SHELL_WORDS));
        }
        List<Word> command =
                shell ? SHELLS.stream().map(text -> new Word(text, true, at)).toList() : said;
        if (image.isPresent() && command.isEmpty() && verb.equals("exec")) {
            notes.problem(
                    at,
                    "",
                    SlurmProblems.COMMAND_MISSING,
                    "image",
                    operands.getFirst().text());
        }
        Builder built = new Builder(where, notes);
        own.said().forEach(built::take);
        return image.map(name -> new ContainerLine(
                name,
                verb.equals("run"),
                built.binds,
                built.environment,
                built.folder,
                built.withHome,
                true,
                command,
                at));
    }

    private static Optional<String> image(Word word, Submitting where, Notes notes) {
        if (!word.known()) {
            notes.problem(word.at(), word.text(), SlurmProblems.IMAGE_UNKNOWN);
            return Optional.empty();
        }
        String text = word.text();
        if (text.startsWith(DOCKER)) {
            String name = text.substring(DOCKER.length());
            try {
                return Optional.of(ImageReference.parse(name).toString());
            } catch (ProblemException e) {
                notes.problems(word.at(), e);
                return Optional.empty();
            }
        }
        if (text.contains("://") || !text.endsWith(".sif")) {
            notes.problem(word.at(), text, SlurmProblems.IMAGE_KIND, "image", text);
            return Optional.empty();
        }
        return Optional.of(where.absolute(text));
    }

    /** The same without the working folder. */
    ContainerLine alone() {
        return new ContainerLine(image, runs, binds, environment, folder, withHome, false, command, at);
    }

    /** Whether it is a file and no image of a registry. */
    boolean isFile() {
        return image.startsWith("/");
    }

    /** What the options say. */
    private static final class Builder {
        private final Submitting where;
        private final Notes notes;
        private final List<Bind> binds = new ArrayList<>();
        private final SequencedMap<String, String> environment = new LinkedHashMap<>();
        private Optional<String> folder = Optional.empty();
        private boolean withHome = true;

        Builder(Submitting where, Notes notes) {
            this.where = where;
            this.notes = notes;
        }

        void take(Said said) {
            switch (said.option().name()) {
                case "bind" -> {
                    for (String bind : said.value().split(",", -1)) {
                        bind(bind, said.at());
                    }
                }
                case "env" -> {
                    for (String pair : said.value().split(",", -1)) {
                        environment(pair, said.at());
                    }
                }
                case "pwd", "cwd" -> folder = Optional.of(where.absolute(said.value()));
                case "no-home", "contain", "containall" -> withHome = false;
                default -> throw new IllegalStateException("an option without a reader: " + said.option());
            }
        }

        private void bind(String text, Position at) {
            String[] parts = text.split(":", -1);
            boolean options = parts.length < 3 || parts[2].equals("ro") || parts[2].equals("rw");
            if (parts.length > 3 || !options || parts[0].isEmpty() || (parts.length > 1 && !parts[1].startsWith("/"))) {
                notes.problem(at, text, SlurmProblems.BIND_FORM, "bind", text);
                return;
            }
            String source = where.absolute(parts[0]);
            String target = parts.length > 1 ? parts[1] : source;
            binds.add(new Bind(source, target, parts.length > 2 && parts[2].equals("ro"), at));
        }

        private void environment(String pair, Position at) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                notes.problem(
                        at,
                        pair,
                        SlurmProblems.OPTION_VALUE,
                        "option",
                        "--env",
                        "rule",
                        "takes NAME=VALUE, with commas between");
                return;
            }
            environment.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
    }
}
