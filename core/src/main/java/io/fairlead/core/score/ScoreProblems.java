package io.fairlead.core.score;

import io.fairlead.core.problem.ProblemCode;

/** What keeps two runs from being identical; none of it stops a job. */
final class ScoreProblems {
    static final ProblemCode INSTALLS = new ProblemCode(
            "N-SCORE-INSTALLS",
            "the command installs {packages} each time it starts, so the image is not all that runs",
            "bake them once: fairlead image create NAME --base {image} {flags}",
            "What an index serves today it may not serve tomorrow. Exact versions (==) cost half.");
    static final ProblemCode LOCAL = new ProblemCode(
            "N-SCORE-IMAGE-LOCAL",
            "{image} is only on this machine's engine: no registry can give it again",
            "push it to a registry and name it from there, or keep it here",
            "An image that was made on the machine is gone for ever once it is deleted.");
    static final ProblemCode TAG = new ProblemCode(
            "N-SCORE-IMAGE-TAG",
            "the definition names {image}, a tag that may stand for another image later",
            "write the digest in request.docker.image, {digest}; fairlead rerun takes it by itself",
            "A rerun takes the recorded digest. Whoever submits the same file anew gets what the tag stands for then.");
    static final ProblemCode NO_RECORD = new ProblemCode(
            "N-SCORE-NO-RECORD",
            "there is no run record: what it ran on and what it left are not known",
            "run it: fairlead rerun JOB",
            "A record is written when an attempt has ended. Jobs that never ran have none.");
    static final ProblemCode MACHINE = new ProblemCode(
            "N-SCORE-MACHINE",
            "the {what} is now {now}; it ran with {then}",
            "ask the administrator for {then}, or run once more and compare: fairlead rerun JOB",
            "The machine beneath the image has changed since. Drivers bring libraries of their own into the container.");
    static final ProblemCode CODE_UNKNOWN = new ProblemCode(
            "N-SCORE-CODE-UNKNOWN",
            "the code in {mounts} is in no git working tree, so what ran is not known",
            "put it under git where it lies: git init && git add . && git commit",
            "The state of working trees in which the command or the working folder lies is kept with the run.");
    static final ProblemCode CODE_CHANGED = new ProblemCode(
            "N-SCORE-CODE-CHANGED",
            "the git working tree {path} {how}, so its commit does not say what ran",
            "commit before you submit: git commit -a",
            "Only what is committed can be had again.");
    static final ProblemCode WRITABLE = new ProblemCode(
            "N-SCORE-WRITABLE",
            "what it reads in {mounts} can be written, by this job and by others",
            "mount what is only read with \"readOnly\": true",
            "A run that finds other data gives other results.");
    static final ProblemCode SEED = new ProblemCode(
            "N-SCORE-SEED",
            "no variable sets a seed",
            "set what the script reads in request.docker.environment, for example SEED and PYTHONHASHSEED",
            "Chance begins somewhere else in each run. A variable counts as a seed when its name has SEED in it.");
    static final ProblemCode DEVICES = new ProblemCode(
            "N-SCORE-GPU-ORDER",
            "nothing says that the GPU must add up in the same order each time",
            "set CUBLAS_WORKSPACE_CONFIG to :4096:8 and ask the framework for deterministic algorithms",
            "Many GPU algorithms add in the order in which threads happen to end, and rounding differs with it.");
    static final ProblemCode ANY_DEVICE = new ProblemCode(
            "N-SCORE-GPU-ANY",
            "any model of GPU would do for it",
            "name one in request.resources.gpuModel",
            "Another model has other kernels and other rounding.");

    private ScoreProblems() {}
}
