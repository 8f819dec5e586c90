package io.fairlead.wire.dialect.slurm;

import io.fairlead.core.problem.Position;
import io.fairlead.wire.dialect.script.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code srun --container-image=IMAGE COMMAND}, as the pyxis plugin of Slurm has it: read as the line of {@code apptainer exec}
 * that asks for the same, but for the folders that Apptainer shows by itself.
 *
 * @see <a href="https://github.com/NVIDIA/pyxis">its options</a>
 */
final class Pyxis {
    static final String IMAGE = "container-image";
    static final String MOUNTS = "container-mounts";
    static final String FOLDER = "container-workdir";
    static final String HOME = "container-mount-home";

    private static final String DOCKER = "docker://";

    private Pyxis() {}

    /** Whether the options name an image; those that only belong to one are refused without it. */
    static boolean asked(Asked asked, Notes notes) {
        if (asked.has(IMAGE)) {
            return true;
        }
        for (String name : List.of(MOUNTS, FOLDER, HOME)) {
            asked.find(name)
                    .ifPresent(it -> notes.problem(
                            it.at(),
                            it.value(),
                            SlurmProblems.NO_CONTAINER,
                            "option",
                            it.option().typed()));
        }
        return false;
    }

    /** Only where an image is named. Empty after a problem. */
    static Optional<ContainerLine> line(Asked asked, List<Word> command, Submitting where, Notes notes) {
        Said image = asked.find(IMAGE).orElseThrow();
        if (ContainerLine.begins(command) == 0) {
            notes.problem(image.at(), image.value(), SlurmProblems.TOGETHER, "one", "--" + IMAGE, "other", "apptainer");
            return Optional.empty();
        }
        List<Word> words = new ArrayList<>();
        words.add(new Word("exec", true, image.at()));
        asked.find(MOUNTS).ifPresent(it -> option(words, "--bind", it));
        asked.find(FOLDER).ifPresent(it -> option(words, "--pwd", it));
        if (!asked.has(HOME)) {
            words.add(new Word("--no-home", true, image.at()));
        }
        words.add(new Word(reference(image.value()), true, image.at()));
        words.addAll(command);
        return ContainerLine.read(words, ContainerLine.SCRIPTED, image.at(), where, notes)
                .map(ContainerLine::alone);
    }

    private static void option(List<Word> words, String name, Said said) {
        words.add(new Word(name, true, said.at()));
        words.add(new Word(said.value(), true, said.at()));
    }

    /** Enroot writes {@code REGISTRY#NAME:TAG}; a file keeps its path. */
    private static String reference(String text) {
        boolean file = text.startsWith("/") || text.startsWith("./") || text.endsWith(".sqsh") || text.endsWith(".sif");
        String plain = text.startsWith(DOCKER) ? text.substring(DOCKER.length()) : text;
        return file || plain.contains("://") ? text : DOCKER + plain.replaceFirst("#", "/");
    }

    /** Words of a script from which the image or its mounts cannot be told before it runs. */
    static void checkKnown(List<Word> words, Notes notes) {
        for (int i = 0; i < words.size(); i++) {
            String text = words.get(i).text();
            boolean image = text.startsWith("--" + IMAGE);
            if (!image && !text.startsWith("--" + MOUNTS)) {
                continue;
            }
            Word value = text.contains("=") || i + 1 == words.size() ? words.get(i) : words.get(i + 1);
            if (!value.known()) {
                Position at = words.get(i).at();
                notes.problem(at, value.text(), image ? SlurmProblems.IMAGE_UNKNOWN : SlurmProblems.BIND_UNKNOWN);
            }
        }
    }
}
