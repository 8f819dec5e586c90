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

    static final ProblemCode LOG_VALUE = new ProblemCode(
            "E-LOG-VALUE",
            "line {line} of {source}: the {field} is {given}, which is not from 0 to {most}",
            "put the value right, or take the line out",
            "Times of a log are seconds; the bound is some thousands of years.");
    static final ProblemCode JOB_TWICE = new ProblemCode(
            "E-LOG-TWICE",
            "line {line} of {source} is job {number} again",
            "give each job a number of its own, or take the line out",
            "Jobs of the same instant are told apart by their numbers.");
    static final ProblemCode NONE_LEFT = new ProblemCode(
            "E-LOG-NOTHING",
            "none of the {read} jobs of {source} is left: {tooLarge} need more processors than {processors}, {withoutRun} did not run",
            "give --processors as many as the machine of the log had",
            "Jobs that are larger than the machine or did not run are left out, as published comparisons do.");
    static final ProblemCode MODELS = new ProblemCode(
            "E-TRACE-MODELS",
            "{source} has GPUs of {count} models",
            "leave machines out, or call models that are the same by one name: {most} at most",
            "The models that a task may have are told apart as far as that.");

    private SimulatorProblems() {}

    /** More models than can be told apart. */
    public static Problem models(String source, int count, int most) {
        return MODELS.reason("source", source, "count", count, "most", most);
    }

    /** A number that no job has. */
    public static Problem value(String source, int line, String field, long given, long most) {
        return LOG_VALUE.reason("source", source, "line", line, "field", field, "given", given, "most", most);
    }

    /** The same number as a job above. */
    public static Problem twice(String source, int line, long number) {
        return JOB_TWICE.reason("source", source, "line", line, "number", number);
    }

    /** All jobs were left out. */
    public static Problem noneLeft(String source, int processors, int read, int tooLarge, int withoutRun) {
        return NONE_LEFT.reason(
                "source",
                source,
                "processors",
                processors,
                "read",
                read,
                "tooLarge",
                tooLarge,
                "withoutRun",
                withoutRun);
    }

    /** A line that is no job. */
    public static Problem noJob(String source, int line) {
        return NO_JOB.reason("source", source, "line", line);
    }

    /** Nothing is left to simulate. */
    public static Problem empty(String source) {
        return NO_LINE.reason("source", source);
    }
}
