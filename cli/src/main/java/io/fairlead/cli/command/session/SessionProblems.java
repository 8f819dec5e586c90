package io.fairlead.cli.command.session;

import io.fairlead.core.problem.ProblemCode;

/** What is wrong with the name of a session. */
final class SessionProblems {
    static final ProblemCode NOT_FOUND = new ProblemCode(
            "E-SESSION-NOT-FOUND",
            "you have no session {name}{near}",
            "fairlead session list shows yours; fairlead session deploy {name} starts one",
            "A session is found by its name while it has not ended, among your own alone.");

    private SessionProblems() {}
}
