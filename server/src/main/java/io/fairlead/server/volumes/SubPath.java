package io.fairlead.server.volumes;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import io.fairlead.server.linux.FileName;
import java.util.List;
import java.util.Optional;

/**
 * The way from a volume's root straight down to a folder.
 *
 * @param names from the root on; none for the root itself
 */
public record SubPath(List<String> names) {
    public static final SubPath ROOT = new SubPath(List.of());

    public SubPath {
        names = List.copyOf(names);
        for (String name : names) {
            PathRules.nameRule(name).or(() -> PathRules.wholeRule(name)).ifPresent(rule -> {
                throw new IllegalArgumentException("unchecked path: " + rule);
            });
        }
    }

    /** What is wrong with a text as a path inside a volume; nothing for the empty text, which is the root. */
    public static Optional<Problem> problem(FieldPath where, String text) {
        return rule(text).map(rule -> VolumeProblems.SUB_PATH.problem(where, text, "given", text, "rule", rule));
    }

    /** @throws IllegalArgumentException where {@link #problem} has something to say */
    public static SubPath of(String text) {
        rule(text).ifPresent(rule -> {
            throw new IllegalArgumentException("unchecked path: " + rule);
        });
        return text.isEmpty() ? ROOT : new SubPath(List.of(text.split("/", -1)));
    }

    private static Optional<String> rule(String text) {
        if (text.startsWith("/")) {
            return Optional.of("it begins with a slash");
        }
        if (text.equals("~") || text.startsWith("~/")) {
            return Optional.of("\"~\" means nothing there");
        }
        if (text.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = List.of(text.split("/", -1));
        if (names.size() > PathRules.DEPTH_MAX) {
            return Optional.of("it is more than " + PathRules.DEPTH_MAX + " folders deep");
        }
        return PathRules.wholeRule(text)
                .or(() -> names.stream()
                        .flatMap(name -> PathRules.nameRule(name).stream())
                        .findFirst());
    }

    List<FileName> fileNames() {
        return names.stream().map(FileName::of).toList();
    }

    @Override
    public String toString() {
        return String.join("/", names);
    }
}
