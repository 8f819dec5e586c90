package io.fairlead.server.simulate;

import io.fairlead.core.problem.ProblemCode;

/** Why a simulation does not begin. */
final class SimulateProblems {
    static final ProblemCode UNREADABLE = new ProblemCode(
            "E-TRACE-UNREADABLE",
            "{file} cannot be read: {cause}",
            "ls -l {file}",
            "Simulations read their traces from files that the caller may read.");
    static final ProblemCode TOO_LARGE = new ProblemCode(
            "E-TRACE-TOO-LARGE",
            "{file} holds more than {most} MiB",
            "simulate a part of it: head -n 1000000 {file}",
            "A trace is held in memory; the bound is ten times the largest public one.");

    static final ProblemCode UNWRITABLE = new ProblemCode(
            "E-PICTURE-UNWRITABLE",
            "{file} cannot be written: {cause}",
            "name a file in a folder in which you may write",
            "A picture is written where --svg says; a file that is there is replaced.");

    private SimulateProblems() {}
}
