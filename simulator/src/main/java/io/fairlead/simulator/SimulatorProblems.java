package io.fairlead.simulator;

import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;

/** What is wrong with a trace. */
public final class SimulatorProblems {
    private static final String LOOK = "look at line 1 of {source}: it names the columns, separated by commas";

    static final ProblemCode COLUMN_MISSING = new ProblemCode(
            "E-TRACE-COLUMN",
            "{source} has no column {column}",
            LOOK,
            "Traces are tables of comma-separated values whose first line names the columns. The ones that a simulation needs"
                    + " must be there; others are passed over.");
    static final ProblemCode NO_LINE = new ProblemCode(
            "E-TRACE-EMPTY",
            "{source} has nothing to simulate",
            "name a file with at least one line of values",
            "A trace without a line says nothing about any policy.");
    static final ProblemCode LINE_SHORT = new ProblemCode(
            "E-TRACE-LINE",
            "line {line} of {source} has too few values: at least {least} are needed",
            "put the line right, or take it out",
            "Every line has a value for each column that is needed.");
    static final ProblemCode NO_NUMBER = new ProblemCode(
            "E-TRACE-NUMBER",
            "line {line} of {source}: {column} is {given}, which is not a whole number from {least} to {most}",
            "put the value right, or take the line out",
            "Amounts in traces are whole numbers in the column's unit.");

    static final ProblemCode NO_JOB = new ProblemCode(
            "E-LOG-LINE",
            "line {line} of {source} is no job: 18 numbers are needed, -1 for what is not known",
            "put the line right, or begin it with ; as a comment",
            "Logs are read in the Standard Workload Format.");

    private SimulatorProblems() {}

    /** A line that is no job. */
    public static Problem noJob(String source, int line) {
        return NO_JOB.reason("source", source, "line", line);
    }

    /** Nothing is left to simulate. */
    public static Problem empty(String source) {
        return NO_LINE.reason("source", source);
    }
}
