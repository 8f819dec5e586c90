package io.fairlead.wire.document;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Position;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;

/** Nothing after this place can be understood. Caught inside this room, never shown. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Unreadable(ProblemCode code, int line, int column, Object... namesAndValues) {
        super(code.code(), null, false, false);
        this.problem = Report.made(code, FieldPath.ROOT, "", namesAndValues).at(new Position(line, column));
    }

    Problem problem() {
        return problem;
    }
}
