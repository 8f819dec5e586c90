package io.fairlead.cli;

import io.fairlead.core.problem.ProblemCode;

/** What may go wrong with every command. */
final class CliProblems {
    static final ProblemCode OUTPUT_LOST = new ProblemCode(
            "E-OUTPUT-LOST",
            "the output could not be written: {why}",
            "make room where it goes, or send it elsewhere; what the command did is done",
            "A file that is cut short must not look like a whole one: the command fails where what it printed was lost.");

    private CliProblems() {}
}
