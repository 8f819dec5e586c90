package io.fairlead.cli.dialect;

import io.fairlead.wire.dialect.Surroundings;
import io.fairlead.wire.dialect.Translation;
import io.fairlead.wire.dialect.docker.DockerRun;
import io.fairlead.wire.dialect.runai.RunaiSubmit;
import io.fairlead.wire.dialect.slurm.SlurmText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Every dialect that is translated here, by the name that {@code --from} takes and that is recorded with the job. */
public final class Dialects {
    /**
     * One dialect.
     *
     * @param programs words that a line of it begins with
     * @param text of a pasted or piped text
     * @param words of a line that a shell has taken apart
     */
    public record Dialect(
            String name,
            List<String> programs,
            BiFunction<String, Surroundings, Translation> text,
            BiFunction<List<String>, Surroundings, Translation> words) {
        public Dialect {
            programs = List.copyOf(programs);
        }
    }

    private static final List<Dialect> ALL = List.of(
            new Dialect("docker", List.of("docker", "podman", "nvidia-docker"), DockerRun::text, DockerRun::words),
            new Dialect("runai", List.of("runai"), RunaiSubmit::text, RunaiSubmit::words),
            new Dialect("slurm", List.of("sbatch", "srun"), SlurmText::text, SlurmText::words));

    /** What is pasted with a line. */
    private static final Set<String> BEFORE = Set.of("$", "#", "sudo");

    private Dialects() {}

    public static List<String> names() {
        return ALL.stream().map(Dialect::name).toList();
    }

    public static Optional<Dialect> named(String name) {
        return ALL.stream().filter(dialect -> dialect.name().equals(name)).findFirst();
    }

    /** By the first word that is the name of a program, whatever a prompt or sudo puts before it. */
    public static Optional<Dialect> guess(List<String> words) {
        return words.stream()
                .flatMap(word ->
                        ALL.stream().filter(dialect -> dialect.programs().contains(word)))
                .findFirst();
    }

    /** By how a text begins, as no definition does: with the name of a program, or as a script with a line for sbatch. */
    public static Optional<Dialect> begun(String text) {
        if (text.startsWith("#!") && text.contains("\n#SBATCH")) {
            return named("slurm");
        }
        return Stream.of(text.strip().split("\\s+"))
                .filter(word -> !BEFORE.contains(word))
                .limit(1)
                .flatMap(word ->
                        ALL.stream().filter(dialect -> dialect.programs().contains(word)))
                .findFirst();
    }
}
