package io.fairlead.cli.command.slurm;

import io.fairlead.core.problem.ProblemCode;

/** What the names of Slurm's commands refuse. */
final class SlurmCommandProblems {
    static final ProblemCode INVALID_JOB = new ProblemCode(
            "E-SLURM-JOB",
            "Invalid job id specified: {number} is the number of no job of yours",
            "sacct lists your jobs with their numbers",
            "Numbers are resolved for one's own jobs alone.");

    static final ProblemCode INVALID_NUMBER = new ProblemCode(
            "E-SLURM-NUMBER",
            "Invalid job id specified: {number} is no number of a job",
            "write 55, 55_3, or 55_[1-3,7] with at most 1,000 indexes from 0 to 8000",
            "What cannot be read as the number of a job is said before anything is done to any of those beside it.");
    static final ProblemCode NOT_THERE = new ProblemCode(
            "E-SLURM-NOT-THERE",
            "{what} {name} not found{near}",
            "scontrol show {what} lists what there is",
            "A machine, a partition or a reservation was named that is not there, or is over.");
    static final ProblemCode SCONTROL_WORD = new ProblemCode(
            "E-SCONTROL-WORD",
            "scontrol {command}: {word} {why}",
            "{fix}",
            "A word of scontrol's that would ask for something else than it says there is refused, and never left out.");

    private SlurmCommandProblems() {}
}
