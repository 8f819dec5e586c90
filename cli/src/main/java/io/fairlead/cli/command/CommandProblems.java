package io.fairlead.cli.command;

import io.fairlead.core.problem.ProblemCode;

/** What commands find wrong before they ask the server. */
final class CommandProblems {
    static final ProblemCode FILE_UNREADABLE = new ProblemCode(
            "E-FILE-UNREADABLE",
            "{file} can not be read: {why}",
            "give the path of a job definition, or - for standard input",
            "The file named on the command line is missing, closed to you, or no file.");
    static final ProblemCode DEFINITION_LARGE = new ProblemCode(
            "E-DEFINITION-LARGE",
            "{file} is larger than {limit} bytes",
            "a job definition names code and data, it does not carry them: mount them as storage",
            "Definitions are bounded. Nothing was sent.");
    static final ProblemCode DEFINITION_EMPTY = new ProblemCode(
            "E-DEFINITION-EMPTY",
            "{file} is empty",
            "give a job definition in JSON or YAML: fairlead schema prints its form",
            "There was nothing to submit. With - the definition is read from standard input.");

    private CommandProblems() {}
}
