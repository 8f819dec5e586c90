package io.fairlead.server.monitor;

import io.fairlead.core.problem.ProblemCode;

/** What watching finds. */
final class MonitorProblems {
    static final ProblemCode LOW = new ProblemCode(
            "E-DISK-LOW",
            "{free} of the disk of {disk} is free, and nothing is started below {floor}",
            "wait; the administrator frees space there, for example with docker system df and docker image prune",
            "One job that fills the engine's disk would keep the engine itself from starting again.");
    static final ProblemCode FULL = new ProblemCode(
            "E-DISK-FULL",
            "{free} of the disk of {disk} is free, and nothing is accepted below {floor}",
            "try again later; the administrator frees space there",
            "What is accepted must be kept, and there is hardly room to keep it.");

    static final ProblemCode OUTGREW = new ProblemCode(
            "E-SCRATCH-EXCEEDED",
            "stopped: it wrote {bytes} outside of volumes, and {bound} is its bound",
            "write to a volume, for example /project_scratch, or ask for more in request.resources.scratchGb",
            "What a job writes into its container's own file system and its HOME lies on the disk of the engine and the"
                    + " server, which all jobs share.");
    static final ProblemCode DISK_TAKEN = new ProblemCode(
            "E-DISK-TAKEN",
            "stopped: the disk of {disk} is nearly full, and the job has written most outside of volumes, {bytes}",
            "write to a volume, for example /project_scratch",
            "Below the floor at which nothing is accepted any more the largest writer is stopped, before the disk is full"
                    + " and nothing works.");

    private MonitorProblems() {}
}
