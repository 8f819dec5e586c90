package io.fairlead.core.upkeep;

import io.fairlead.core.problem.ProblemCode;

/** What is set aside, and what cannot be. */
final class UpkeepProblems {
    static final ProblemCode DRAINED = new ProblemCode(
            "E-NODE-DRAINED",
            "node {node} is set aside {words}",
            "wait until it is resumed: fairlead node list shows who set it aside; an administrator can type: fairlead node"
                    + " resume {node}",
            "An administrator drained the node: what runs there goes on, and nothing new is placed there. It counts as there all"
                    + " the same, so that no job is refused for it.");
    static final ProblemCode DEVICES_DRAINED = new ProblemCode(
            "E-DEVICES-DRAINED",
            "node {node} has {free} free GPUs of the kind asked for and the job needs {needed}: {aside} more are set aside"
                    + " {words}",
            "wait until they are resumed: fairlead node list shows who set them aside; an administrator can type: fairlead"
                    + " node resume {node}",
            "An administrator set single devices of the node aside. Nothing new is placed on them, and they count as there all"
                    + " the same, so that no job is refused for it.");

    private UpkeepProblems() {}
}
