package io.fairlead.wire.document;

import io.fairlead.core.problem.ProblemCode;

/** What is wrong with a file before a word of it is read. */
final class GivenFileProblems {
    static final ProblemCode UNREADABLE = new ProblemCode(
            "E-FILE-UNREADABLE",
            "{file} can not be read: {why}",
            "give the path of a job definition, or - for standard input",
            "The file named on the command line is missing, closed to you, or no file.");
    static final ProblemCode LARGE = new ProblemCode(
            "E-DEFINITION-LARGE",
            "{file} is larger than {limit} bytes",
            "a job definition names code and data, it does not carry them: mount them as storage",
            "Definitions are bounded. Nothing was sent or judged.");
    static final ProblemCode EMPTY = new ProblemCode(
            "E-DEFINITION-EMPTY",
            "{file} is empty",
            "give a job definition in JSON or YAML: fairlead schema prints its form",
            "There was nothing in it. With - the definition is read from standard input.");

    private GivenFileProblems() {}
}
