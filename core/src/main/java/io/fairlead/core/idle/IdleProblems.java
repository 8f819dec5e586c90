package io.fairlead.core.idle;

import io.fairlead.core.problem.ProblemCode;

/** What owners of idle jobs are told. */
final class IdleProblems {
    private static final String RULE =
            "A job is idle while it uses less than 3 % of one CPU, less than 5 % of each of its"
                    + " GPUs (one that does not say how busy it is counts as busy) and less than 1 MiB of network a minute, and nobody types into a terminal in"
                    + " it or is shown anything in one.";

    static final ProblemCode WARNING = new ProblemCode(
            "E-IDLE-WARNING",
            "it has done nothing since {since} and will be stopped at {end}, after {limit} (from {source})",
            "use it, type into a terminal in it (fairlead session open, fairlead exec), or save what is needed",
            RULE
                    + " Its owner is warned a fifth of the time before the end; as soon as something is done, the time counts"
                    + " anew and the warning goes.");
    static final ProblemCode STOPPED = new ProblemCode(
            "E-IDLE",
            "stopped because it had done nothing since {since}, longer than {limit} (from {source})",
            "start it again when it is needed; request.scheduling.idleTimeout sets the time, within the limit that"
                    + " fairlead limits shows",
            RULE
                    + " One that is idle for its idleTimeout, or for as long as a limit says where it has none, is stopped as at"
                    + " its maxDuration and has then finished.");

    private IdleProblems() {}
}
