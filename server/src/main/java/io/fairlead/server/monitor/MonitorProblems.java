package io.fairlead.server.monitor;

import io.fairlead.core.problem.ProblemCode;

/** What watching finds. */
final class MonitorProblems {
    static final ProblemCode LOW = new ProblemCode(
            "E-DISK-LOW",
            "{free} of the disk of {disk} is free, and nothing is started below {floor}",
            "wait; the administrator frees space there, for example with docker system df and docker image prune",
            "One job that fills the engine's disk would keep the engine itself from starting again.");
    static final ProblemCode FULL = new ProblemCode(
            "E-DISK-FULL",
            "{free} of the disk of {disk} is free, and nothing is accepted below {floor}",
            "try again later; the administrator frees space there",
            "What is accepted must be kept, and there is hardly room to keep it.");

    private MonitorProblems() {}
}
