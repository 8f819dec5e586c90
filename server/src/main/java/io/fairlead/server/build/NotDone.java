package io.fairlead.server.build;

import io.fairlead.core.problem.Findings;
import io.fairlead.core.problem.Problem;
import io.fairlead.server.control.Desk;
import java.util.List;
import java.util.Optional;

/** Nothing was changed, and why. */
public final class NotDone extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Desk.Refused refused;

    private NotDone(Desk.Refused refused) {
        super(refused.findings().problems().getFirst().message(), null, false, false);
        this.refused = refused;
    }

    static NotDone of(Desk.Refused refused) {
        return new NotDone(refused);
    }

    static NotDone of(Desk.Refused.Kind kind, Problem problem) {
        return new NotDone(new Desk.Refused(kind, problem));
    }

    static NotDone invalid(Problem problem) {
        return of(Desk.Refused.Kind.INVALID, problem);
    }

    /** @param problems at least one */
    static NotDone invalid(List<Problem> problems) {
        return new NotDone(
                new Desk.Refused(Desk.Refused.Kind.INVALID, new Findings(problems, List.of()), Optional.empty()));
    }

    public Desk.Refused refused() {
        return refused;
    }
}
