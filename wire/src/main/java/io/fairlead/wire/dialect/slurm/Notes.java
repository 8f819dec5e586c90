package io.fairlead.wire.dialect.slurm;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Findings;
import io.fairlead.core.problem.Position;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.problem.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what one translation finds, in the order of the text. */
final class Notes {
    private static final Comparator<Problem> BY_PLACE = Comparator.<Problem>comparingInt(
                    it -> it.position().line())
            .thenComparingInt(it -> it.position().column());

    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> notices = new ArrayList<>();

    void problem(Position at, String given, ProblemCode code, Object... namesAndValues) {
        Problem problem = code.problem(FieldPath.ROOT, given, namesAndValues).at(at);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    void notice(Position at, ProblemCode code, Object... namesAndValues) {
        Problem notice = code.reason(namesAndValues).at(at);
        if (!notices.contains(notice)) {
            notices.add(notice);
        }
    }

    /** What a part of the house that knows no scripts found wrong there. */
    void problems(Position at, ProblemException found) {
        found.problems()
                .forEach(problem -> problems.add(problem.at(FieldPath.ROOT).at(at)));
    }

    boolean refuses() {
        return !problems.isEmpty();
    }

    Findings findings() {
        problems.sort(BY_PLACE);
        notices.sort(BY_PLACE);
        return new Findings(problems, notices);
    }
}
