package io.fairlead.cli.command.slurm;

import io.fairlead.core.problem.ProblemCode;

/** What the names of Slurm's commands refuse. */
final class SlurmCommandProblems {
    static final ProblemCode INVALID_JOB = new ProblemCode(
            "E-SLURM-JOB",
            "Invalid job id specified: {number} is the number of no job of yours",
            "sacct lists your jobs with their numbers",
            "Numbers are resolved for one's own jobs alone.");

    private SlurmCommandProblems() {}
}
