package io.fairlead.core.schedule;

import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Why jobs wait. */
final class ScheduleProblems {
    private static final String WAIT_OR_SHRINK =
            "wait, or ask for less: fairlead cancel JOB, edit the file, submit again";

    static final ProblemCode NO_FREE_GPUS = new ProblemCode(
            "E-NO-FREE-GPUS",
            "node {node} has {free} free GPUs of the kind asked for and the job needs {needed}",
            WAIT_OR_SHRINK,
            "Other jobs hold the GPUs. The job starts when enough of them have ended.");
    static final ProblemCode NO_FREE_CPUS = new ProblemCode(
            "E-NO-FREE-CPUS",
            "node {node} has {free} free CPUs and the job needs {needed}",
            WAIT_OR_SHRINK,
            "Other jobs hold the CPUs. The job starts when enough of them have ended.");
    static final ProblemCode NO_FREE_MEMORY = new ProblemCode(
            "E-NO-FREE-MEMORY",
            "node {node} has {free} of free memory and the job needs {needed}",
            WAIT_OR_SHRINK,
            "Memory counts as the job's memory, its shared memory and its tmpfs volumes together. The job starts when enough"
                    + " is free.");
    static final ProblemCode BEHIND = new ProblemCode(
            "E-QUEUE-BEHIND",
            "{ahead} jobs are ahead in the queue, and the nodes that could run this one are kept for them",
            "wait; fairlead jobs shows the queue",
            "Jobs start in the order of submit. One that waits keeps the nodes that it could use, so that later jobs cannot"
                    + " pass it for ever.");
    static final ProblemCode IMAGE_PULLING = new ProblemCode(
            "E-IMAGE-PULLING",
            "image {image} ({size}) is still on its way to the node",
            "wait; fairlead events JOB shows the progress",
            "A job is placed only where its image is present, so that no GPU is held while an image travels.");
    static final ProblemCode IMAGE_ABSENT = new ProblemCode(
            "E-IMAGE-ABSENT",
            "image {image} ({size}) is not on the node yet; it is being fetched now",
            "submit again once it is there, or leave interactive out: then the job waits for it",
            "An interactive job starts now or not at all, and nothing starts while its image travels. The refused submit has"
                    + " begun the transfer.");

    static final ProblemCode RESTING = new ProblemCode(
            "E-RESTART-PAUSE",
            "its last attempt asked for another one after less than a minute; that one starts at {until} or later",
            "wait; fairlead logs JOB shows what the last attempt wrote; fairlead cancel JOB ends it",
            "A restartable job that ends with 123 is started again: at once where it ran for a minute or more, else after a"
                    + " pause of 1 s, then 2 s, 4 s and so on, at most a minute. Jobs behind it may pass meanwhile.");

    private ScheduleProblems() {}

    static Problem fewDevices(NodeRef node, Ask ask, int free) {
        return NO_FREE_GPUS.reason("node", node.node(), "free", free, "needed", ask.devices());
    }

    static Problem fewCores(NodeRef node, Ask ask, Cores free) {
        return NO_FREE_CPUS.reason("node", node.node(), "free", free, "needed", ask.cores());
    }

    static Problem littleMemory(NodeRef node, Ask ask, Bytes free) {
        return NO_FREE_MEMORY.reason("node", node.node(), "free", free, "needed", ask.memory());
    }

    static Problem resting(Instant until) {
        return RESTING.reason("until", until.truncatedTo(ChronoUnit.MILLIS));
    }

    static Problem behind(int ahead) {
        return BEHIND.reason("ahead", ahead);
    }

    static Problem absent(ResolvedImage image) {
        return IMAGE_ABSENT.reason("image", image.reference(), "size", image.size());
    }

    static Problem pulling(ResolvedImage image) {
        return IMAGE_PULLING.reason("image", image.reference(), "size", image.size());
    }
}
