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

    static final ProblemCode VALUE = new ProblemCode(
            "E-SIMULATE-VALUE",
            "\"{given}\" is not {rule}",
            "{fix}",
            "What a flag of simulate takes is in fairlead simulate --help.");
    static final ProblemCode NOTHING = new ProblemCode(
            "E-SIMULATE-NOTHING",
            "nothing to simulate is named",
            "give --nodes FILE and --jobs FILE for packing, or --swf FILE and --processors N for queueing",
            "Packing plays tasks on machines with GPUs, queueing plays the log of a machine.");
    static final ProblemCode BOTH = new ProblemCode(
            "E-SIMULATE-BOTH",
            "asks for queueing, and {other} for packing",
            "leave one of them out: --nodes and --jobs are for packing, --swf and --processors for queueing",
            "One run is of one kind.");
    static final ProblemCode MISSING = new ProblemCode(
            "E-SIMULATE-MISSING",
            "is missing: {kind} needs {needs}",
            "add {flag} {value}",
            "Packing needs a list of machines and one of tasks, queueing a log and the size of the machine.");
    static final ProblemCode OTHER_KIND = new ProblemCode(
            "E-SIMULATE-OTHER-KIND",
            "is for {kind}, and {asked} is asked for",
            "leave {flag} out",
            "A flag that would change nothing looks as if it had been tried.");
    static final ProblemCode TOGETHER = new ProblemCode(
            "E-SIMULATE-TOGETHER",
            "does not go with {other}, which {why}",
            "leave {flag} or {other} out",
            "Some flags say opposite things.");
    static final ProblemCode UNKNOWN = new ProblemCode(
            "E-SIMULATE-UNKNOWN",
            "\"{given}\" is no flag of simulate",
            "{fix}",
            "All flags are in fairlead simulate --help.");
    static final ProblemCode NO_GPU = new ProblemCode(
            "E-TRACE-NO-GPU",
            "{file} has no machine with a GPU",
            "name a list with at least one number above 0 in the column gpu",
            "Packing measures how much of the GPUs is allocated.");
    static final ProblemCode UNUSED = new ProblemCode(
            "N-SIMULATE-UNUSED",
            "{flag} changes nothing with the policy {policy}",
            "",
            "Only default uses a histogram. Only easy, easy-sjbf and default use predictions, conservative where they reserve.");

    private SimulateProblems() {}
}
