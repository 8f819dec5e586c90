package io.fairlead.core.limits;

import io.fairlead.core.problem.ProblemCode;

/** What limits refuse, and what they make wait. */
final class LimitProblems {
    static final ProblemCode JOB = new ProblemCode(
            "E-LIMIT-JOB",
            "{asked} {what} is more than one of your jobs may have: {most}, from {source}",
            "ask for {most} or less in {field}, or ask the administrator; fairlead limits shows what is yours",
            "A bound on one job. What runs makes no difference to it, so the job is refused and does not wait. Of tmpfs the sizes of"
                    + " all volumes of the definition count together; shared memory has a bound of its own.");
    static final ProblemCode NEVER = new ProblemCode(
            "E-LIMIT-NEVER",
            "the job could never start within your limits: {why}",
            "ask for less {what}, or ask the administrator; fairlead limits shows what is yours",
            "The job alone is more than all running jobs of its owner may have together.");
    static final ProblemCode RUNNING = new ProblemCode(
            "E-LIMIT-RUNNING",
            "{used} of your {most} {what} are in use (from {source}) and the job needs {needed}",
            "wait, or end one of yours: fairlead jobs, then fairlead cancel JOB; fairlead limits shows what is yours",
            "A bound on what all running jobs of one user have together. The job starts when enough of them have ended; jobs"
                    + " of others do not wait for it.");
    static final ProblemCode BEHIND_OWN = new ProblemCode(
            "E-LIMIT-BEHIND",
            "another of your jobs comes first for {what}: {first}",
            "wait, or cancel the one before it: fairlead jobs, then fairlead cancel JOB",
            "What a limit leaves is given to the jobs of one user in the order of their turns, so that a large one is not passed"
                    + " for ever by small ones.");
    static final ProblemCode TOO_MANY = new ProblemCode(
            "E-TOO-MANY-JOBS",
            "{count} of your jobs are waiting or running,{more} and {most} may be (from {source})",
            "wait for some to end, or cancel some: fairlead cancel JOB",
            "A bound on what one user can make the server remember.");
    static final ProblemCode STOPPED_AT = new ProblemCode(
            "N-RUN-TIME-LIMIT",
            "it says no maxDuration and will be stopped after {most}, from {source}",
            "",
            "A bound on the run time of one job is its maxDuration where the definition has none.");
    static final ProblemCode STOPPED_IDLE = new ProblemCode(
            "N-IDLE-LIMIT",
            "it says no idleTimeout and will be stopped when it has done nothing for {most}, from {source}",
            "",
            "A bound on the idle time of one job is its idleTimeout where the definition has none. E-IDLE says what counts as"
                    + " doing nothing, and there is a warning before.");

    private LimitProblems() {}
}
