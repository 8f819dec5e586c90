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

    static final ProblemCode DEVICES_OUT = new ProblemCode(
            "E-DEVICES-OUT",
            "node {node} has {free} free GPUs of the kind asked for and the job needs {needed}: {out} more cannot be given out"
                    + " at present: GPU {index} {why}",
            "wait: the node is looked at every half minute, and what is in order again is given out; fairlead node list shows"
                    + " what is wrong",
            "A device of the node is lost, sick, or used by a process that no job of this server started. Nothing new is placed"
                    + " on it until that is over. It counts as there all the same, so that no job is refused for it.");
    static final ProblemCode DEVICE_DEFECT = new ProblemCode(
            "N-DEVICE",
            "GPU {index} of node {node}, which the job holds, {why}",
            "look at the job's log; fairlead node list shows the node's other GPUs",
            "Something is wrong with a device that the job holds. The job is left alone: only it knows whether it still computes.");

    private UpkeepProblems() {}
}
