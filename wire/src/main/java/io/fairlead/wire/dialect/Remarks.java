package io.fairlead.wire.dialect;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Findings;
import io.fairlead.core.problem.Position;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.wire.document.Visible;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what the reading of one line finds. Not for use by several threads. */
public final class Remarks {
    /** Most problems kept, and most notices; more would not be read. */
    private static final int MOST = 100;

    private static final Comparator<Problem> BY_PLACE = Comparator.comparingInt(
                    (Problem problem) -> problem.position().line())
            .thenComparingInt(problem -> problem.position().column());

    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> notices = new ArrayList<>();

    /** What is wrong with a word. */
    public void problem(Word at, ProblemCode code, Object... namesAndValues) {
        add(problems, made(at.text(), at.at(), code, namesAndValues));
    }

    /** The same at a place that is no word. */
    void problem(String given, Position at, ProblemCode code, Object... namesAndValues) {
        add(problems, made(given, at, code, namesAndValues));
    }

    /** What a room that knows no lines found. */
    void problem(Problem problem) {
        add(problems, problem);
    }

    /** What was changed, left out or is worth knowing. */
    public void notice(Word at, ProblemCode code, Object... namesAndValues) {
        add(notices, made("", at.at(), code, namesAndValues));
    }

    void notice(Problem notice) {
        add(notices, notice);
    }

    private static void add(List<Problem> kept, Problem one) {
        if (kept.size() < MOST) {
            kept.add(one);
        }
    }

    private static Problem made(String given, Position at, ProblemCode code, Object... namesAndValues) {
        Object[] shown = namesAndValues.clone();
        for (int i = 1; i < shown.length; i += 2) {
            shown[i] = Visible.text(shown[i].toString());
        }
        return code.problem(FieldPath.ROOT, Visible.text(given), shown).at(at);
    }

    public boolean refuses() {
        return !problems.isEmpty();
    }

    /** Everything so far, in the order of the line. */
    public Findings findings() {
        problems.sort(BY_PLACE);
        notices.sort(BY_PLACE);
        return new Findings(problems, notices);
    }
}
