package io.fairlead.server.auth;

import io.fairlead.core.problem.ProblemCode;

/** What a person can put right about who they are. */
final class AuthProblems {
    static final ProblemCode UID_RANGE = new ProblemCode(
            "E-UID-RANGE",
            "uid {uid} and gid {gid} cannot be used in a container: engines take 0 to 2147483647",
            "ask an administrator for an account with a lower uid and gid",
            "Engines refuse ids that do not fit 31 bits.");

    static final ProblemCode SERVER_OF_ANOTHER = new ProblemCode(
            "E-SERVER-OF-ANOTHER",
            "this server was started by uid {uid} and serves nobody else",
            "start one of your own, or ask an administrator to run one as root: fairlead server",
            "A server that is not root can run jobs only as the user who started it.");

    private AuthProblems() {}
}
