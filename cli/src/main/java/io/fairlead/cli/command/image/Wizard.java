package io.fairlead.cli.command.image;

import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.show.Shell;
import io.fairlead.core.recipe.OwnImage;
import io.fairlead.core.recipe.PackageSets;
import io.fairlead.core.recipe.Recipe;
import io.fairlead.core.recipe.RecipeCheck;
import io.fairlead.core.recipe.Requirements;
import io.fairlead.wire.image.ImageOrder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks, phase by phase, for what the flags say: name, base, a requirements file or packages by use, further packages.
 * Each question has an answer that Enter gives; a wrong answer is asked for again.
 */
final class Wizard {
    private static final String BASE = "fairlead/python:3";
    private static final List<String> USES = List.of("ml", "cv", "nlp", "rl", "audio", "ts", "llm");

    private final Shell shell;
    private final Offered offered;
    private final BufferedReader in;

    /** @param offered frameworks that may be named in the place of a base image */
    Wizard(Shell shell, Offered offered) {
        this.shell = shell;
        this.offered = offered;
        this.in = new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8));
    }

    /** Says that the person typed the end of input. */
    private static final class Left extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Empty where the person changed their mind. */
    Optional<ImageOrder> order(Optional<String> given) throws Failure, IOException {
        try {
            String name = given.isPresent() ? given.get() : asked("1/6 Name of the image", "my-project", this::name);
            String base = base();
            Recipe recipe = source(Recipe.of(base));
            List<String> pip = list("5/6 Further Python packages, with commas between", this::requirement);
            List<String> apt = list("6/6 Further packages of the distribution", this::apt);
            recipe = recipe.plus(List.of(), apt, pip);
            shell.err().println();
            shell.err().println("  fairlead image create " + name + words(recipe));
            return yes("Build it now?", true) ? Optional.of(ImageOrder.of(name, recipe)) : Optional.empty();
        } catch (Left e) {
            shell.err().println();
            return Optional.empty();
        }
    }

    private String base() throws IOException {
        String names = String.join(", ", offered.names());
        String answer = names.isEmpty()
                ? asked("2/6 Base image", BASE, this::base)
                : asked(
                        "2/6 Framework (" + names + ") or base image",
                        offered.names().getFirst(),
                        this::base);
        return offered.find(answer).orElse(answer);
    }

    private Recipe source(Recipe base) throws Failure, IOException {
        String file = asked("3/6 Requirements file (Enter: choose packages here)", "", _ -> Optional.empty());
        Recipe recipe = file.isEmpty() ? base : base.withRequirements(RequirementFiles.read(file));
        List<String> sets = new ArrayList<>();
        if (yes("4/6 Command-line tools: git, curl, wget, vim, htop?", true)) {
            sets.add("tools");
        }
        if (yes("    Jupyter?", true)) {
            sets.add("jupyter");
        }
        if (yes("    Data science: pandas, scipy, scikit-learn, matplotlib, seaborn?", true)) {
            sets.add("data-science");
        }
        for (String use : USES) {
            shell.err()
                    .println("      " + use + "  "
                            + String.join(
                                    " ", PackageSets.find(use).orElseThrow().pip()));
        }
        sets.addAll(list("    Use cases, with commas between (Enter: none)", this::use));
        return CreateCommand.judged(recipe.plus(sets, List.of(), List.of()));
    }

    /** What is wrong with an answer; empty where nothing is. */
    @FunctionalInterface
    private interface Rule {
        Optional<String> wrong(String answer);
    }

    private Optional<String> name(String answer) {
        return OwnImage.isName(answer)
                ? Optional.empty()
                : Optional.of("lower-case letters and digits, with single . _ - between them");
    }

    private Optional<String> base(String answer) {
        return RecipeCheck.of(Recipe.of(offered.find(answer).orElse(answer))).stream()
                .map(problem -> problem.message())
                .findFirst();
    }

    private Optional<String> requirement(String answer) {
        return Requirements.ofWord(answer).stream()
                .map(problem -> problem.message())
                .findFirst();
    }

    private Optional<String> apt(String answer) {
        return RecipeCheck.of(Recipe.of("any").plus(List.of(), List.of(answer), List.of())).stream()
                .map(problem -> problem.message())
                .findFirst();
    }

    private Optional<String> use(String answer) {
        return USES.contains(answer)
                ? Optional.empty()
                : Optional.of("there is no use case " + answer + "; there are " + String.join(", ", USES));
    }

    private String asked(String question, String otherwise, Rule rule) throws IOException {
        while (true) {
            shell.err().print(question + (otherwise.isEmpty() ? "" : " [" + otherwise + "]") + ": ");
            shell.err().flush();
            String line = in.readLine();
            if (line == null) {
                throw new Left();
            }
            String answer = line.isBlank() ? otherwise : line.strip();
            Optional<String> wrong = rule.wrong(answer);
            if (wrong.isEmpty()) {
                return answer;
            }
            shell.say(wrong.get());
        }
    }

    private List<String> list(String question, Rule rule) throws IOException {
        String answer = asked(
                question,
                "",
                text -> parts(text).stream()
                        .flatMap(part -> rule.wrong(part).stream())
                        .findFirst());
        return parts(answer);
    }

    /** A comma before a version belongs to it. */
    private static List<String> parts(String text) {
        return List.of(text.split("\\s*,\\s*(?=[A-Za-z])", -1)).stream()
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private boolean yes(String question, boolean otherwise) throws IOException {
        String answer = asked(
                question + (otherwise ? " [Y/n]" : " [y/N]"),
                "",
                text -> text.matches("(?i)|y|yes|n|no") ? Optional.empty() : Optional.of("answer y or n"));
        return answer.isEmpty()
                ? otherwise
                : answer.toLowerCase(java.util.Locale.ROOT).startsWith("y");
    }

    /** The same as flags, so that the next time nothing need be asked. */
    private static String words(Recipe recipe) {
        StringBuilder words = new StringBuilder(" --base ").append(recipe.base());
        recipe.sets().forEach(set -> words.append(" --set ").append(set));
        recipe.requirements().stream()
                .limit(1)
                .forEach(file -> words.append(" -r ").append(file.path()));
        recipe.pip()
                .forEach(list ->
                        list.forEach(one -> words.append(" --pip '").append(one).append('\'')));
        recipe.apt().forEach(one -> words.append(" --apt ").append(one));
        return words.toString();
    }
}
