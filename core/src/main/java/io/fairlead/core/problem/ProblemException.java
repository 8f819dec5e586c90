package io.fairlead.core.problem;

import java.util.List;
import java.util.stream.Collectors;

/** Carries problems to the edge, where they are shown; never wraps a cause, since a problem is not a failure of ours. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** @param problems at least one */
    public ProblemException(List<Problem> problems) {
        super(
                problems.stream().map(p -> p.code() + ": " + p.message()).collect(Collectors.joining("; ")),
                null,
                false,
                false);
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("no problem given");
        }
        this.problems = List.copyOf(problems);
    }

    public ProblemException(Problem problem) {
        this(List.of(problem));
    }

    public List<Problem> problems() {
        return problems;
    }
}
