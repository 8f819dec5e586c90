package io.fairlead.wire.dialect.docker;

import io.fairlead.core.unit.Bytes;
import io.fairlead.wire.dialect.Amounts;
import io.fairlead.wire.dialect.Draft;
import io.fairlead.wire.dialect.FlagLine;
import io.fairlead.wire.dialect.JobVariables;
import io.fairlead.wire.dialect.Remarks;
import io.fairlead.wire.dialect.ShellLine;
import io.fairlead.wire.dialect.Surroundings;
import io.fairlead.wire.dialect.Translation;
import io.fairlead.wire.dialect.Word;
import java.math.BigDecimal;
import java.util.List;

/** Reads {@code docker run}, and executes nothing. Pure but for the files of variables that the line names. */
public final class DockerRun {
    private static final List<String> SHELLS = List.of("sh", "bash", "zsh", "dash", "ash", "fish");
    private static final String[] DOCKER = {"request", "docker", ""};

    private final Surroundings here;
    private final Remarks remarks;
    private final Draft draft = new Draft();
    private final FlagLine line;
    private final DockerLine parts;

    private DockerRun(List<Word> words, Surroundings here, Remarks remarks) {
        this.here = here;
        this.remarks = remarks;
        this.parts = DockerLine.of(words, remarks);
        this.line = FlagLine.before(DockerFlags.TABLE, parts.words(), remarks);
    }

    /** As it was pasted, for a shell. */
    public static Translation text(String text, Surroundings here) {
        Remarks remarks = new Remarks();
        return new DockerRun(ShellLine.split(text, here, remarks), here, remarks).translation();
    }

    /** As a shell gave it on; with or without {@code docker run} before it. */
    public static Translation words(List<String> words, Surroundings here) {
        Remarks remarks = new Remarks();
        return new DockerRun(Word.typed(words), here, remarks).translation();
    }

    private Translation translation() {
        Word whole = parts.begin();
        if (line.rest().isEmpty()) {
            remarks.problem(whole.with(""), DockerProblems.NO_IMAGE);
            draft.put(whole, "none", "request", "docker", "image");
        } else {
            image();
        }
        JobVariables variables = new JobVariables(here, remarks);
        line.all("--env-file").forEach(variables::addFile);
        line.all("--env").forEach(variables::add);
        BigDecimal gpus = new DockerGpus(line, remarks).count(variables, parts.devices());
        variables.into(draft);
        draft.put(line.last("--gpus").orElse(whole), gpus, "request", "resources", "gpus");
        Bytes tmpfs = new DockerMounts(draft, here.folder(), remarks).read(line);
        new DockerResources(line, new Amounts(here.defaults(), whole, remarks), remarks).into(draft, gpus, tmpfs);
        settings();
        refusals();
        return draft.finish(remarks, variables.credentials(), way());
    }

    private Translation.Way way() {
        return new Translation.Way(line.has("--detach"), line.has("--interactive"), line.has("--tty"));
    }

    private void image() {
        Word image = line.rest().getFirst();
        List<Word> command = line.rest().subList(1, line.rest().size());
        docker(image, image.text(), "image");
        if (!command.isEmpty()) {
            docker(command.getFirst(), command.stream().map(Word::text).toList(), "command");
        }
        draft.put(
                line.last("--name").orElse(image),
                line.last("--name").map(Word::text).orElseGet(() -> nameOf(image.text())),
                "name");
        boolean shell =
                command.size() == 1 && SHELLS.contains(command.getFirst().text().replaceFirst(".*/", ""));
        boolean talks = line.has("--interactive") && line.has("--tty") && !line.has("--detach");
        if (talks && (command.isEmpty() || shell)) {
            draft.put(image, true, "request", "scheduling", "interactive");
        }
    }

    /** The image's last part, without tag or digest. */
    private static String nameOf(String image) {
        String last = image.substring(image.lastIndexOf('/') + 1);
        String plain = last.split("[:@]", 2)[0];
        return plain.isEmpty() ? "job" : plain;
    }

    private void docker(Word origin, Object value, String key) {
        String[] path = DOCKER.clone();
        path[2] = key;
        draft.put(origin, value, path);
    }

    private void settings() {
        line.last("--entrypoint")
                .ifPresent(
                        word -> docker(word, word.text().isEmpty() ? List.of() : List.of(word.text()), "entrypoint"));
        line.last("--workdir").ifPresent(word -> docker(word, word.text(), "workingDir"));
        line.last("--user").ifPresent(word -> docker(word, word.text(), "user"));
        line.last("--hostname").ifPresent(word -> docker(word, word.text(), "hostname"));
        line.last("--stop-signal").ifPresent(word -> docker(word, word.text(), "stopSignal"));
        line.all("--group-add").forEach(word -> draft.add(word, word.text(), "request", "docker", "groupAdd"));
        for (String flag : List.of("--tty", "--interactive", "--read-only")) {
            if (line.has(flag)) {
                String key = switch (flag) {
                    case "--tty" -> "tty";
                    case "--interactive" -> "stdin";
                    default -> "readOnlyRootfs";
                };
                docker(line.last(flag).orElseThrow(), true, key);
            }
        }
        for (Word label : line.all("--label")) {
            int equals = label.text().indexOf('=');
            String key = equals < 0 ? label.text() : label.text().substring(0, equals);
            draft.put(label, equals < 0 ? "" : label.text().substring(equals + 1), "labels", key);
        }
        line.last("--pull").ifPresent(word -> {
            if (List.of("always", "missing", "never").contains(word.text())) {
                docker(word, word.text(), "pull");
            } else {
                remarks.problem(word, DockerProblems.PULL, "given", word.text());
            }
        });
        line.last("--stop-timeout").ifPresent(word -> {
            if (word.text().matches("[0-9]{1,6}")) {
                draft.put(word, word.text() + " seconds", "request", "scheduling", "gracePeriod");
            } else {
                remarks.problem(word, DockerProblems.STOP_TIMEOUT, "given", word.text());
            }
        });
    }

    /** What depends on the value whether it can be had. */
    private void refusals() {
        line.all("--network").forEach(word -> {
            if (!List.of("bridge", "default", "").contains(word.text())) {
                remarks.problem(word, DockerProblems.NETWORK, "given", word.text());
            }
        });
        line.all("--security-opt").forEach(word -> {
            if (!word.text().startsWith("no-new-privileges")) {
                remarks.problem(word, DockerProblems.SECURITY, "given", word.text());
            }
        });
        line.last("--restart").filter(word -> !word.text().equals("no")).ifPresent(word -> {
            if (line.has("--rm")) {
                remarks.problem(word, DockerProblems.RM_AND_RESTART);
            } else {
                remarks.notice(word, DockerProblems.RESTART, "given", word.text());
            }
        });
    }
}
