package io.fairlead.server.boot;

import io.fairlead.core.problem.ProblemCode;

/** What keeps a server from starting. */
final class BootProblems {
    static final ProblemCode NOT_YOURS = new ProblemCode(
            "E-SERVER-NOT-YOURS",
            "this server was started by uid {uid} and serves that user alone",
            "start one of your own: fairlead server; or ask the administrator for the machine's",
            "A server that an ordinary user started acts with that user's rights, so it serves nobody else.");
    static final ProblemCode UNKNOWN_CONTAINERS = new ProblemCode(
            "E-CONTAINERS-UNKNOWN",
            "the engine of cluster {cluster} has containers of this installation that the store in {store} does not know: {names}",
            "restore the store that they belong to; or, if it is lost for good, remove them: docker rm -f {names}",
            "An old or empty store would start jobs on devices that these containers still use.");
    static final ProblemCode ENGINE = new ProblemCode(
            "E-ENGINE-UNUSABLE",
            "the engine of cluster {cluster} cannot be used: {cause}",
            "fairlead doctor shows what is wrong and how to put it right",
            "Some kinds of engine need rules that nobody has written yet, and a wrong guess would widen what jobs may do.");
    static final ProblemCode FAILED = new ProblemCode(
            "E-START",
            "the server could not start: {cause}",
            "fairlead doctor shows what is wrong; the log has the details",
            "Something that the server needs from the machine failed.");

    static final ProblemCode COMMAND_FAILED = new ProblemCode(
            "E-COMMAND-FAILED",
            "that could not be done: {cause}",
            "see to what it names, such as a file that is missing or closed to you, and try again",
            "Something that the command needs from the machine failed.");

    private BootProblems() {}
}
