package io.fairlead.wire.dialect.runai;

import io.fairlead.core.unit.Bytes;
import io.fairlead.wire.dialect.Amounts;
import io.fairlead.wire.dialect.Draft;
import io.fairlead.wire.dialect.FlagLine;
import io.fairlead.wire.dialect.FlagTable;
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
import java.util.Map;
import java.util.Optional;

/** Reads {@code runai submit}, {@code runai training submit} and {@code runai workspace submit}, and executes nothing. Pure. */
public final class RunaiSubmit {
    /** What a container has where nothing is said, counted into its memory. */
    private static final Bytes SHM = Bytes.ofMib(64);

    private static final String WORKSPACE = "workspace";
    private static final String TRAINING = "training";
    /** Kinds of training that have one container. */
    private static final String STANDARD = "standard";

    /** What Kubernetes counts against {@code --backoff-limit}: whatever a pod fails by. */
    private static final List<String> BACKOFF =
            List.of("exit-code", "out-of-memory", "node-loss", "engine-failure", "image-pull");

    private static final Map<String, String> PRIORITIES = Map.of(
            "very-low", "low",
            "low", "low",
            "medium-low", "normal",
            "medium", "normal",
            "medium-high", "normal",
            "high", "high",
            "very-high", "high");

    private final Surroundings here;
    private final Remarks remarks;
    private final Draft draft = new Draft();
    private final FlagLine line;
    private final Word whole;
    /** The kind of work, as the second generation names it; empty in the first. */
    private final String kind;

    private RunaiSubmit(List<Word> words, Surroundings here, Remarks remarks) {
        this.here = here;
        this.remarks = remarks;
        this.whole = words.isEmpty() ? Word.typed(List.of("")).getFirst() : words.getFirst();
        boolean separated = words.stream().anyMatch(word -> word.text().equals("--"));
        List<Word> said = ofProgram(words);
        this.kind = said.isEmpty() ? "" : kind(said.getFirst().text());
        FlagTable table = kind.isEmpty() ? separated ? RunaiFlags.TABLE : RunaiFlags.OLDEST : RunaiFlags.SECOND;
        this.line = FlagLine.among(table, after(said, said.size() < words.size()), remarks);
    }

    private static List<Word> ofProgram(List<Word> words) {
        boolean named = !words.isEmpty() && words.getFirst().text().equals("runai");
        return named ? words.subList(1, words.size()) : words;
    }

    private static String kind(String word) {
        return List.of(WORKSPACE, TRAINING).contains(word) ? word : "";
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

    /** @param named whether the program's name stood before them */
    private List<Word> after(List<Word> words, boolean named) {
        int at = kind.isEmpty() ? 0 : 1;
        if (kind.equals(TRAINING) && is(words, at, STANDARD)) {
            at++;
        }
        if (is(words, at, "submit")) {
            return words.subList(at + 1, words.size());
        }
        if (named || at > 0) {
            Word wrong = at < words.size() ? words.get(at) : whole;
            String before = kind.isEmpty() ? "runai " : "runai " + kind + " ";
            remarks.problem(wrong, RunaiProblems.NOT_SUBMIT, "given", before + wrong.text());
            return words.subList(Math.min(words.size(), at + 1), words.size());
        }
        return words;
    }

    private static boolean is(List<Word> words, int at, String text) {
        return at < words.size() && words.get(at).text().equals(text);
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
        BigDecimal gpus = gpus(profile.isPresent());
        draft.put(
                line.last("--gpu-portion-request").or(() -> line.last("--gpu")).orElse(whole),
                gpus,
                "request",
                "resources",
                "gpus");
        profile.ifPresent(word -> draft.put(word, word.text(), "request", "resources", "migProfile"));
        line.all("--node-type").forEach(word -> draft.add(word, word.text(), "request", "resources", "features"));
        amounts(gpus);
        new RunaiMounts(draft, remarks).read(line);
        settings();
        scheduling();
        runs();
        return draft.finish(remarks, variables.credentials(), way());
    }

    /** A portion is one of each device that is asked for; of several only a whole one can be had. */
    private BigDecimal gpus(boolean slice) {
        Optional<BigDecimal> devices = line.last("--gpu").flatMap(word -> Sizes.number("--gpu", word, "1", remarks));
        Optional<Word> portion = line.last("--gpu-portion-request");
        Optional<BigDecimal> part =
                portion.flatMap(word -> Sizes.number("--gpu-portion-request", word, "0.5", remarks));
        if (part.isEmpty()) {
            return devices.orElse(slice ? BigDecimal.ONE : BigDecimal.ZERO);
        }
        BigDecimal of = devices.orElse(BigDecimal.ONE);
        if (of.compareTo(BigDecimal.ONE) > 0 && part.get().compareTo(BigDecimal.ONE) < 0) {
            remarks.problem(portion.orElseThrow(), RunaiProblems.PORTIONS, "devices", of, "part", part.get());
        }
        return of.multiply(part.get());
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
        } else if (interactive()) {
            draft.put(line.last("--interactive").orElse(whole), true, "request", "scheduling", "session");
        }
    }

    private boolean interactive() {
        return line.has("--interactive") || kind.equals(WORKSPACE);
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

    private void scheduling() {
        Optional<Word> preemptible = line.last("--preemptible").filter(word -> line.has("--preemptible"));
        preemptible
                .or(() -> word("--preemptibility", List.of("preemptible", "non-preemptible"))
                        .filter(word -> word.text().equals("preemptible")))
                .ifPresent(word -> draft.put(word, true, "request", "scheduling", "restartable"));
        Optional<Word> priority = word(
                "--priority", List.of("very-low", "low", "medium-low", "medium", "medium-high", "high", "very-high"));
        priority.ifPresent(word ->
                draft.put(word, PRIORITIES.getOrDefault(word.text(), "normal"), "request", "scheduling", "priority"));
        if (interactive() && priority.isEmpty()) {
            // Within its project it goes before training, as there.
            draft.put(line.last("--interactive").orElse(whole), "high", "request", "scheduling", "priority");
        }
        line.last("--backoff-limit")
                .flatMap(word -> Sizes.number("--backoff-limit", word, "2", remarks))
                .filter(count -> count.signum() > 0)
                .ifPresent(count -> {
                    Word at = line.last("--backoff-limit").orElseThrow();
                    draft.put(at, count, "request", "scheduling", "retries", "max");
                    draft.put(at, BACKOFF, "request", "scheduling", "retries", "on");
                });
    }

    /** So many runs of it are an array; without a number of runs, as many as may run at a time. */
    private void runs() {
        Optional<Word> most = line.last("--parallelism");
        Optional<Word> runs = line.last("--completions").or(() -> most);
        Optional<BigDecimal> count = runs.flatMap(word -> Sizes.number("--completions", word, "10", remarks));
        if (count.filter(number -> number.compareTo(BigDecimal.ONE) > 0).isPresent()) {
            draft.put(runs.orElseThrow(), count.get(), "request", "scheduling", "array", "size");
            most.flatMap(word -> Sizes.number("--parallelism", word, "2", remarks))
                    .filter(number -> number.compareTo(count.get()) < 0)
                    .ifPresent(number ->
                            draft.put(most.orElseThrow(), number, "request", "scheduling", "array", "maxParallel"));
        }
    }

    /** The flag's value where it is one of these; another one is told. */
    private Optional<Word> word(String flag, List<String> words) {
        Optional<Word> said = line.last(flag);
        said.filter(word -> !words.contains(word.text()))
                .ifPresent(word -> remarks.problem(
                        word,
                        RunaiProblems.WORD,
                        "flag",
                        flag,
                        "given",
                        word.text(),
                        "words",
                        String.join(", ", words)));
        return said.filter(word -> words.contains(word.text()));
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
