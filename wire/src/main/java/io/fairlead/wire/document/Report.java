package io.fairlead.wire.document;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Findings;
import io.fairlead.core.problem.Position;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/** Collects what one reading finds. Not for use by several threads. */
public final class Report {
    /** Most problems kept, and most notices; more would not be read. */
    public static final int FINDINGS_MAX = 100;

    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> notices = new ArrayList<>();
    private int left;

    /** A problem of the value that stands there. */
    public void problem(Node at, ProblemCode code, Object... namesAndValues) {
        problem(at, at.shown(), code, namesAndValues);
    }

    /** The same where the value must not be shown, or another text says more. */
    public void problem(Node at, String given, ProblemCode code, Object... namesAndValues) {
        if (isFull()) {
            left++;
            return;
        }
        problem(made(code, at.path(), given, namesAndValues).at(at.position()));
    }

    /** A problem of the key under which a value stands, shown there. */
    public void problemOfKey(Node at, ProblemCode code, Object... namesAndValues) {
        if (isFull()) {
            left++;
        } else {
            problem(made(code, at.path(), at.name(), namesAndValues).at(at.keyPosition()));
        }
    }

    /** Everything that stood in the text is made visible first: a finding must not steer the terminal that shows it. */
    static Problem made(ProblemCode code, FieldPath path, String given, Object... namesAndValues) {
        Object[] shown = namesAndValues.clone();
        for (int i = 1; i < shown.length; i += 2) {
            shown[i] = Visible.text(shown[i].toString());
        }
        return code.problem(path, Visible.text(given), shown);
    }

    /** A problem of a member that is not there, shown at the object that lacks it. */
    public void missing(Node at, String key, ProblemCode code, Object... namesAndValues) {
        problem(made(code, at.path().key(key), "", namesAndValues).at(at.position()));
    }

    /** What a part of the house that knows no documents found in the value that stands there. */
    public void problems(Node at, ProblemException found) {
        for (Problem problem : found.problems()) {
            problem(new Problem(
                    problem.code(),
                    at.path(),
                    at.position(),
                    Visible.text(problem.given()),
                    Visible.text(problem.message()),
                    problem.fix(),
                    problem.arguments()));
        }
    }

    /** A problem that knows its place. */
    public void problem(Problem problem) {
        if (isFull()) {
            left++;
        } else {
            problems.add(problem);
        }
    }

    /** A notice that knows its place. */
    public void notice(Problem notice) {
        if (notices.size() < FINDINGS_MAX) {
            notices.add(notice);
        }
    }

    /** All notices of a reading that bounds them itself. */
    public void notices(List<Problem> more) {
        notices.addAll(more);
    }

    public void notice(Node at, ProblemCode code, Object... namesAndValues) {
        notice(at, at.shown(), code, namesAndValues);
    }

    /** The same where the value must not be shown, or another text says more. */
    public void notice(Node at, String given, ProblemCode code, Object... namesAndValues) {
        if (notices.size() < FINDINGS_MAX) {
            notices.add(made(code, at.path(), given, namesAndValues).at(at.position()));
        }
    }

    public boolean refuses() {
        return !problems.isEmpty();
    }

    /** Whether more problems would only be counted: work done to explain them is wasted. */
    public boolean isFull() {
        return problems.size() >= FINDINGS_MAX;
    }

    /** Everything so far, in the order of the text. */
    public Findings findings() {
        List<Problem> sorted = sorted(problems);
        if (left > 0) {
            sorted.add(DocumentProblems.MORE
                    .problem(FieldPath.ROOT, "", "left", left, "shown", FINDINGS_MAX)
                    .at(Position.NONE));
        }
        return new Findings(sorted, sorted(notices));
    }

    private static List<Problem> sorted(List<Problem> found) {
        List<Problem> sorted = new ArrayList<>(found);
        if (sorted.size() > 1) {
            sorted.sort(Report::byPlace);
        }
        return sorted;
    }

    private static int byPlace(Problem one, Problem other) {
        int lines = Integer.compare(one.position().line(), other.position().line());
        return lines != 0
                ? lines
                : Integer.compare(one.position().column(), other.position().column());
    }
}
