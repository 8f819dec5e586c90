package io.fairlead.cli.ask;

import io.fairlead.core.problem.ProblemCode;

/** What goes wrong between a command and the server. */
final class AskProblems {
    static final ProblemCode NO_SERVER = new ProblemCode(
            "E-SERVER-UNREACHABLE",
            "{what}",
            "start one: fairlead server; or say where it listens: FAIRLEAD_SOCKET=PATH",
            "Nobody listens on the socket, or what does gives no answer. Jobs that run are not affected.");
    static final ProblemCode NO_REASON = new ProblemCode(
            "E-NO-REASON",
            "the server refused without a reason: {detail}",
            "compare the versions: fairlead version",
            "What answered is of a version too far from this command's.");

    private AskProblems() {}
}
