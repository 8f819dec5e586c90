package io.fairlead.core.recipe;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Position;
import io.fairlead.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** Reads files of requirements: every line is honoured or refused, none is dropped. */
public final class Requirements {
    /** All files of a recipe together: they travel in one command of the build, which the kernel bounds. */
    public static final int MOST_CHARS = 96 << 10;

    private final List<Problem> problems = new ArrayList<>();
    private final List<String> includes = new ArrayList<>();
    private boolean local;

    private Requirements() {}

    /** Reads one file. */
    public static Requirements of(RequirementsFile file) {
        Requirements read = new Requirements();
        String[] lines = file.text().split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            int first = i;
            StringBuilder joined = new StringBuilder(lines[i]);
            while (joined.length() > 0 && joined.charAt(joined.length() - 1) == '\\' && i + 1 < lines.length) {
                joined.setLength(joined.length() - 1);
                joined.append(lines[++i]);
            }
            read.judge(file, first + 1, joined.toString());
        }
        return read;
    }

    /** Whether this is one requirement, as it may stand on a command line; empty where it is. */
    public static List<Problem> ofWord(String word) {
        if (Requirement.of(word) instanceof Requirement.Released) {
            return List.of();
        }
        String rule = Requirement.of(word) instanceof Requirement.Malformed(String why)
                ? why
                : "only a package can stand here; options and files belong into a requirements file";
        return List.of(RecipeProblems.REQUIREMENT.problem(
                FieldPath.of("pip"), word, "place", "--pip", "line", word, "rule", rule));
    }

    private void judge(RequirementsFile file, int line, String text) {
        switch (Requirement.of(text)) {
            case Requirement.Malformed(String rule) ->
                problems.add(RecipeProblems.REQUIREMENT
                        .problem(
                                FieldPath.of("requirements"),
                                text.strip(),
                                "place",
                                file.path() + " line " + line,
                                "line",
                                text.strip(),
                                "rule",
                                rule)
                        .at(new Position(line, 1)));
            case Requirement.Include(String path) -> includes.add(path);
            case Requirement.Local _ -> local = true;
            case Requirement.Nothing _, Requirement.Released _, Requirement.Option _ -> {}
        }
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Other files that this one names, as it names them. */
    public List<String> includes() {
        return List.copyOf(includes);
    }

    /** Whether it names a package that is a folder or a file, which must come with the build context. */
    public boolean needsFiles() {
        return local;
    }
}
