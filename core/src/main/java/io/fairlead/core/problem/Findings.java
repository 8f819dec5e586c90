package io.fairlead.core.problem;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything a check found, in the order of the input.
 *
 * @param problems what must be put right before anything happens
 * @param notices what was ignored, converted or is worth knowing; stops nothing
 */
public record Findings(List<Problem> problems, List<Problem> notices) {
    public static final Findings NONE = new Findings(List.of(), List.of());

    public Findings {
        problems = List.copyOf(problems);
        notices = List.copyOf(notices);
    }

    public static Findings of(Problem problem) {
        return new Findings(List.of(problem), List.of());
    }

    public boolean refuses() {
        return !problems.isEmpty();
    }

    /** Both together, the other's after one's own. */
    public Findings plus(Findings other) {
        return new Findings(joined(problems, other.problems), joined(notices, other.notices));
    }

    private static List<Problem> joined(List<Problem> first, List<Problem> second) {
        if (first.isEmpty() || second.isEmpty()) {
            return first.isEmpty() ? second : first;
        }
        List<Problem> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
