package io.fairlead.core.recipe;

import io.fairlead.core.image.ImageReference;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Nearest;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Judges recipes and Dockerfiles before anything is built. */
public final class RecipeCheck {
    /** Largest Dockerfile. */
    public static final int DOCKERFILE_MAX_CHARS = 128 << 10;

    private static final Pattern APT =
            Pattern.compile("[a-z0-9][a-z0-9+.-]+(?::[a-z0-9-]+)?(?:=[A-Za-z0-9.+:~-]+)?(?:/[a-z0-9-]+)?");
    private static final Pattern INDEX = Pattern.compile("https?://[A-Za-z0-9._~:/?#\\[\\]@!$&()*+,;=%-]+");
    private static final Pattern FILE =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._ -]*(?:/[A-Za-z0-9_][A-Za-z0-9._ -]*)*");
    private static final String RESERVED = "io.fairlead.";

    private RecipeCheck() {}

    /** All problems of a recipe. */
    public static List<Problem> of(Recipe recipe) {
        List<Problem> problems = new ArrayList<>();
        reference(recipe.base(), problems);
        for (String set : recipe.sets()) {
            if (PackageSets.find(set).isEmpty()) {
                problems.add(unknown(set));
            }
        }
        for (String name : recipe.apt()) {
            if (!APT.matcher(name).matches()) {
                problems.add(RecipeProblems.APT_NAME.problem(FieldPath.of("apt"), name, "name", name));
            }
        }
        recipe.pip().forEach(list -> list.forEach(word -> problems.addAll(Requirements.ofWord(word))));
        recipe.indexUrl()
                .filter(url -> !INDEX.matcher(url).matches())
                .ifPresent(url ->
                        problems.add(RecipeProblems.INDEX_URL.problem(FieldPath.of("indexUrl"), url, "url", url)));
        requirements(recipe, problems);
        return problems;
    }

    private static Problem unknown(String set) {
        String near = Nearest.of(set, PackageSets.names())
                .map(it -> "; did you mean " + it + "?")
                .orElse("");
        String known = String.join(", ", PackageSets.names());
        return RecipeProblems.SET_UNKNOWN.problem(FieldPath.of("sets"), set, "set", set, "near", near, "known", known);
    }

    private static void reference(String base, List<Problem> problems) {
        try {
            ImageReference.parse(base);
        } catch (ProblemException e) {
            e.problems().forEach(problem -> problems.add(problem.at(FieldPath.of("base"))));
        }
    }

    private static void requirements(Recipe recipe, List<Problem> problems) {
        Set<String> there = new TreeSet<>();
        int chars = 0;
        for (RequirementsFile file : recipe.requirements()) {
            there.add(file.path());
            chars += file.text().length() + file.path().length();
            if (!FILE.matcher(file.path()).matches() || file.path().contains("..")) {
                problems.add(RecipeProblems.REQUIREMENTS_PATH.problem(
                        FieldPath.of("requirements"), file.path(), "path", file.path()));
            }
        }
        if (chars > Requirements.MOST_CHARS) {
            problems.add(RecipeProblems.REQUIREMENTS_LARGE.problem(
                    FieldPath.of("requirements"), "", "size", chars, "limit", Requirements.MOST_CHARS));
        }
        for (RequirementsFile file : recipe.requirements()) {
            Requirements read = Requirements.of(file);
            problems.addAll(read.problems());
            if (read.needsFiles() && !recipe.context()) {
                problems.add(RecipeProblems.REQUIREMENT_LOCAL.problem(
                        FieldPath.of("requirements"), file.path(), "file", file.path()));
            }
            for (String include : read.includes()) {
                if (!there.contains(beside(file.path(), include)) && !recipe.context()) {
                    problems.add(RecipeProblems.INCLUDE_MISSING.problem(
                            FieldPath.of("requirements"), include, "file", file.path(), "include", include));
                }
            }
        }
    }

    /** The path of a file that another one names, both beneath the same folder. */
    public static String beside(String file, String include) {
        int slash = file.lastIndexOf('/');
        String plain = include.startsWith("./") ? include.substring(2) : include;
        return slash < 0 ? plain : file.substring(0, slash + 1) + plain;
    }

    /** What Fairlead itself refuses of a Dockerfile; each problem names its line. */
    public static List<Problem> of(DockerfileText dockerfile) {
        List<Problem> problems = new ArrayList<>();
        if (dockerfile.base().isEmpty()) {
            problems.add(RecipeProblems.NO_FROM.reason());
            return problems;
        }
        DockerfileText.Source base = dockerfile.base().get();
        if (base.text().equals("scratch")) {
            problems.add(RecipeProblems.FROM_SCRATCH.reason("line", base.line()));
        }
        for (DockerfileText.Source image : dockerfile.images()) {
            if (image.text().indexOf('$') >= 0) {
                problems.add(RecipeProblems.FROM_VARIABLE.reason("line", image.line(), "text", image.text()));
            } else if (!image.text().equals("scratch")) {
                List<Problem> wrong = new ArrayList<>();
                reference(image.text(), wrong);
                wrong.forEach(problem -> problems.add(
                        RecipeProblems.DOCKERFILE_LINE.reason("line", image.line(), "cause", problem.message())));
            }
        }
        for (DockerfileText.Instruction instruction : dockerfile.instructions()) {
            if (instruction.keyword().equals("LABEL") && instruction.rest().contains(RESERVED)) {
                problems.add(RecipeProblems.RESERVED_LABEL.reason("line", instruction.line()));
            }
        }
        return problems;
    }
}
