package io.fairlead.wire.dialect.runai;

import io.fairlead.core.unit.Bytes;
import io.fairlead.wire.dialect.Amounts;
import io.fairlead.wire.dialect.Draft;
import io.fairlead.wire.dialect.FlagLine;
import io.fairlead.wire.dialect.JobVariables;
import io.fairlead.wire.dialect.Remarks;
import io.fairlead.wire.dialect.ShellLine;
import io.fairlead.wire.dialect.Sizes;
import io.fairlead.wire.dialect.Surroundings;
import io.fairlead.wire.dialect.Translation;
import io.fairlead.wire.dialect.Word;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code runai submit}, and executes nothing. Pure. */
public final class RunaiSubmit {
    /** What a container has where nothing is said, counted into its memory. */
    private static final Bytes SHM = Bytes.ofMib(64);

    private final Surroundings here;
    private final Remarks remarks;
    private final Draft draft = new Draft();
    private final FlagLine line;
    private final Word whole;

    private RunaiSubmit(List<Word> words, Surroundings here, Remarks remarks) {
        this.here = here;
        this.remarks = remarks;
        this.whole = words.isEmpty() ? Word.typed(List.of("")).getFirst() : words.getFirst();
        boolean separated = words.stream().anyMatch(word -> word.text().equals("--"));
        this.line = FlagLine.among(separated ? RunaiFlags.TABLE : RunaiFlags.OLDEST, after(words), remarks);
    }

    /** As it was pasted, for a shell. */
    public static Translation text(String text, Surroundings here) {
        Remarks remarks = new Remarks();
        return new RunaiSubmit(ShellLine.split(text, here, remarks), here, remarks).translation();
    }

    /** As a shell gave it on; with or without {@code runai submit} before it. */
    public static Translation words(List<String> words, Surroundings here) {
        Remarks remarks = new Remarks();
        return new RunaiSubmit(Word.typed(words), here, remarks).translation();
    }

    private List<Word> after(List<Word> words) {
        int at = !words.isEmpty() && words.getFirst().text().equals("runai") ? 1 : 0;
        if (at < words.size() && words.get(at).text().equals("submit")) {
            return words.subList(at + 1, words.size());
        }
        if (at == 1) {
            Word wrong = at < words.size() ? words.get(at) : whole;
            remarks.problem(wrong, RunaiProblems.NOT_SUBMIT, "given", "runai " + wrong.text());
            return words.subList(Math.min(words.size(), 2), words.size());
        }
        return words;
    }

    private Translation translation() {
        Optional<Word> image = line.last("--image");
        if (image.isEmpty()) {
            remarks.problem(whole.with(""), RunaiProblems.NO_IMAGE);
        }
        docker(image.orElse(whole), image.map(Word::text).orElse("none"), "image");
        name(image);
        command();
        JobVariables variables = variables();
        Optional<Word> profile = line.last("--mig-profile").or(() -> line.last("--mig"));
        BigDecimal gpus = line.last("--gpu")
                .flatMap(word -> Sizes.number("--gpu", word, "1", remarks))
                .orElse(profile.isPresent() ? BigDecimal.ONE : BigDecimal.ZERO);
        draft.put(line.last("--gpu").orElse(whole), gpus, "request", "resources", "gpus");
        profile.ifPresent(word -> draft.put(word, word.text(), "request", "resources", "migProfile"));
        line.all("--node-type").forEach(word -> draft.add(word, word.text(), "request", "resources", "features"));
        amounts(gpus);
        new RunaiMounts(draft, remarks).read(line);
        settings();
        return draft.finish(remarks, variables.credentials(), way());
    }

    private void docker(Word origin, Object value, String key) {
        draft.put(origin, value, "request", "docker", key);
    }

    private void name(Optional<Word> image) {
        List<Word> names = new ArrayList<>(line.arguments());
        line.last("--name").ifPresent(names::add);
        names.stream().skip(1).forEach(word -> remarks.problem(word, RunaiProblems.TWO_NAMES, "given", word.text()));
        Word name = names.isEmpty() ? line.last("--job-name-prefix").orElse(image.orElse(whole)) : names.getFirst();
        boolean said = !names.isEmpty() || line.last("--job-name-prefix").isPresent();
        String text = name.text().replaceFirst(".*/", "").split("[:@]", 2)[0];
        draft.put(name, said ? name.text() : text.isEmpty() ? "job" : text, "name");
    }

    /** After {@code --}: arguments of the image's entry point, or in its place with {@code --command}. */
    private void command() {
        List<String> rest = line.rest().stream().map(Word::text).toList();
        List<Word> oldest = line.all("--command");
        boolean valued = oldest.stream().anyMatch(word -> !word.text().equals("true"))
                || !line.all("--args").isEmpty();
        if (valued) {
            if (!oldest.isEmpty()) {
                docker(oldest.getFirst(), oldest.stream().map(Word::text).toList(), "entrypoint");
            }
            List<Word> arguments = line.all("--args");
            if (!arguments.isEmpty()) {
                docker(arguments.getFirst(), arguments.stream().map(Word::text).toList(), "command");
            }
        } else if (!rest.isEmpty()) {
            Word at = line.rest().getFirst();
            if (line.has("--command")) {
                docker(at, List.of(), "entrypoint");
            }
            docker(at, rest, "command");
        } else if (line.has("--interactive")) {
            draft.put(line.last("--interactive").orElseThrow(), true, "request", "scheduling", "session");
        }
    }

    private JobVariables variables() {
        JobVariables variables = new JobVariables(here, remarks);
        for (Word word : line.all("--environment")) {
            int secret = word.text().indexOf("=SECRET:");
            if (secret <= 0) {
                variables.add(word);
                continue;
            }
            String[] parts = word.text().substring(secret + "=SECRET:".length()).split(",", 2);
            if (parts[0].isEmpty()) {
                remarks.problem(word, RunaiProblems.SECRET_FORM, "given", word.text());
            } else {
                draft.put(
                        word,
                        parts[0],
                        "request",
                        "docker",
                        "secrets",
                        word.text().substring(0, secret));
                if (parts.length == 2) {
                    remarks.notice(word, RunaiProblems.SECRET_KEY, "key", parts[1], "secret", parts[0]);
                }
            }
        }
        variables.into(draft);
        return variables;
    }

    private void amounts(BigDecimal gpus) {
        Amounts amounts = new Amounts(here.defaults(), whole, remarks);
        Optional<Word> cpus = limit("--cpu-limit", "--cpu");
        cpus.ifPresent(word -> Quantity.cpus("--cpu", word, remarks).ifPresent(count -> amounts.cpus(word, count)));
        Optional<Word> memory = limit("--memory-limit", "--memory");
        memory.ifPresent(
                word -> Quantity.bytes("--memory", word, remarks).ifPresent(size -> amounts.memory(word, size)));
        for (String flag : List.of("--large-shm", "--host-ipc")) {
            if (line.has(flag)) {
                Word at = line.last(flag).orElseThrow();
                Bytes half = new Bytes(amounts.memoryFor(gpus).count() / 2);
                amounts.shm(at, half);
                remarks.notice(at, RunaiProblems.LARGE_SHM, "flag", flag, "size", half);
            }
        }
        amounts.into(draft, gpus, SHM);
    }

    /** A limit counts before a request: what is asked for is both. */
    private Optional<Word> limit(String limit, String request) {
        Optional<Word> most = line.last(limit);
        if (most.isPresent()) {
            line.last(request).ifPresent(word -> remarks.notice(word, RunaiProblems.REQUEST_LEFT, "flag", request));
        }
        return most.or(() -> line.last(request));
    }

    private void settings() {
        line.last("--project").ifPresent(word -> draft.put(word, word.text(), "project"));
        line.last("--working-dir").ifPresent(word -> docker(word, word.text(), "workingDir"));
        for (Word label : line.all("--label")) {
            String[] parts = label.text().split("=", 2);
            draft.put(label, parts.length == 2 ? parts[1] : "", "labels", parts[0]);
        }
        boolean attach = line.has("--attach");
        boolean tty = line.has("--tty") || attach;
        if (tty && !attach && !line.has("--stdin")) {
            remarks.problem(line.last("--tty").orElse(whole), RunaiProblems.TTY_ALONE);
        }
        if (tty) {
            docker(whole, true, "tty");
        }
        if (line.has("--stdin") || attach) {
            docker(whole, true, "stdin");
        }
        pull();
    }

    private void pull() {
        line.last("--always-pull-image").ifPresent(word -> docker(word, "always", "pull"));
        line.last("--image-pull-policy").ifPresent(word -> {
            String pull = switch (word.text().toLowerCase(Locale.ROOT)) {
                case "always" -> "always";
                case "ifnotpresent" -> "missing";
                case "never" -> "never";
                default -> "";
            };
            if (pull.isEmpty()) {
                remarks.problem(word, RunaiProblems.PULL_POLICY, "given", word.text());
            } else {
                docker(word, pull, "pull");
            }
        });
        line.last("--local-image").ifPresent(word -> docker(word, "never", "pull"));
    }

    /** A submit comes back at once, unless it was to be attached. */
    private Translation.Way way() {
        boolean attach = line.has("--attach");
        return new Translation.Way(!attach, attach || line.has("--stdin"), attach || line.has("--tty"));
    }
}
