package io.fairlead.core.schedule;

import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.Bucket;
import io.fairlead.core.job.Dependency;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.share.Quota;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import java.time.Duration;
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
    static final ProblemCode NO_FREE_SHARE = new ProblemCode(
            "E-NO-FREE-SHARE",
            "the job needs {needed} of one GPU, and of no GPU of node {node} of the kind asked for more than {most} is free",
            WAIT_OR_SHRINK,
            "A share is of one device, and devices that a job has whole are not shared. The job starts when enough of one"
                    + " is free.");
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
            "wait; fairlead queue shows who runs and who waits",
            "A job that waits for what has no maxDuration cannot be promised a start, so it keeps the nodes that it could use"
                    + " and later jobs cannot pass it for ever. What a job will get for whom others are halted is kept for it"
                    + " too.");
    static final ProblemCode WOULD_DELAY = new ProblemCode(
            "E-WOULD-DELAY",
            "there is room now, but a job ahead is promised that {node} has room for it by {start}, and this one could take"
                    + " longer",
            "wait, or submit it with maxDuration: of {least} or less it could start now",
            "Others pass a job that waits at the head only where they end before its promised start or take what it leaves"
                    + " over; what a job could take is its maxDuration with its grace period and two minutes to start and"
                    + " end.");
    static final ProblemCode DELAYS_OTHERS = new ProblemCode(
            "E-WOULD-DELAY-OTHERS",
            "there is room now, but {ahead} jobs are ahead in the queue, and it could make one of them start later",
            "wait, or submit it with a shorter maxDuration; fairlead queue shows who waits",
            "This site's shares.backfill is conservative: others pass those who wait only where they make none of them start"
                    + " later than it would without them, reckoned from maxDuration with grace periods and two minutes to"
                    + " start and end.");
    static final ProblemCode NEXT_PASS = new ProblemCode(
            "E-PLACING",
            "it is about to be placed",
            "wait a moment",
            "There is room for it, and nothing is ahead that needs it.");
    static final ProblemCode NOT_BEFORE = new ProblemCode(
            "E-NOT-BEFORE",
            "it is not to start before {from}, its notBefore",
            "wait, or cancel it and submit it without notBefore",
            "Until then it takes part in nothing: it keeps no node, and jobs behind it go on.");
    static final ProblemCode DEPENDS = new ProblemCode(
            "E-DEPENDENCY-WAITS",
            "it starts when job {job} has {on}, and that is {state}",
            "wait; or look why that one waits: fairlead why {job}",
            "dependsOn of the definition. Until then it takes part in nothing: it keeps no node, and jobs behind it go on.");
    static final ProblemCode ARRAY = new ProblemCode(
            "E-ARRAY-FULL",
            "{max} members of array {array} run or come first, and no more may at a time",
            "wait, or submit it with a greater maxParallel",
            "maxParallel of the array. Members start one by one, as others end.");
    static final ProblemCode BUCKET = new ProblemCode(
            "E-BUCKET-FULL",
            "{max} jobs of bucket {bucket} of project {project} run or come first, and no more may",
            "wait, or submit it with another bucketName or a greater bucketMax",
            "maxSimultaneousJobs of the definition. Jobs that are in no bucket, or in another, go on.");
    static final ProblemCode PROMISE_OVERRUN = new ProblemCode(
            "E-PROMISE-OVERRUN",
            "the start that was promised for {start} cannot be kept: what was to be free by then is held longer",
            "wait; a new promise is made as soon as one can be kept",
            "A promise is reckoned from maxDuration, grace periods and two minutes to start and end. A container that the"
                    + " engine starts or ends more slowly breaks it.");
    static final ProblemCode PROMISE_NODE = new ProblemCode(
            "E-PROMISE-NODE",
            "the start that was promised for {start} cannot be kept: node {node} does not take what it took: {cause}",
            "wait; a new promise is made as soon as one can be kept",
            "A node that is lost, closed or set aside, with all or some of its devices, frees nothing by the promised time.");
    static final ProblemCode PROMISE_LIMIT = new ProblemCode(
            "E-PROMISE-LIMIT",
            "the start that was promised for {start} cannot be kept: {cause}",
            "wait; fairlead limits shows what is yours",
            "The limits of its owner are others than they were when the promise was made.");
    static final ProblemCode PROMISE_CLEARING = new ProblemCode(
            "E-PROMISE-CLEARING",
            "the start that was promised for {start} is not waited for: others are halted so that it starts before",
            "nothing to do; it starts on node {node} when they have ended",
            "A job within its project's quota preempts those who run over theirs.");
    static final ProblemCode PROMISE_QUOTA = new ProblemCode(
            "E-PROMISE-QUOTA",
            "the start that was promised for {start} cannot be kept: a job of project {project}, within its quota, comes before",
            "wait; a new promise is made as soon as one can be kept",
            "A job that would run over its project's quota runs on what others leave: a promise to it is given up where a job"
                    + " within a quota could not start otherwise.");
    static final ProblemCode CLEARING = new ProblemCode(
            "E-CLEARING",
            "it is within its project's quota, and others that run over theirs are being halted for it on node {node}",
            "wait; it starts when they have saved their state and ended",
            "They have their grace periods for that. What the job needs of the node is kept for it meanwhile.");
    static final ProblemCode CLEARING_VOID = new ProblemCode(
            "E-CLEARING-VOID",
            "the place that was made for it on node {node} is not kept any more: {cause}",
            "wait; it takes its turn as before, and others may be halted for it again",
            "A node that is lost or closed, a limit that was changed, or a container that does not end in time.");
    static final ProblemCode PREEMPTED = new ProblemCode(
            "E-PREEMPTED",
            "preempted: it ran over the quota of project {own}, and node {node} is needed by a job of project {other} that is"
                    + " within its quota",
            "nothing to do where it is restartable: it is queued again; else submit it again",
            "Over its quota a project runs on what is idle. When another one wants what it is sure of, those are halted who"
                    + " lose least. A restartable job gets SIGUSR1 to save its state, after the grace period its stop"
                    + " signal, after another one SIGKILL, and waits for its next attempt. minDuration keeps an attempt from"
                    + " being preempted before it has run so long.");
    static final ProblemCode QUOTA_FULL = new ProblemCode(
            "E-QUOTA-FULL",
            "project {project} has {held} of its quota of {quota} in jobs that may not be preempted, and this one would be"
                    + " another",
            "wait, or submit it with restartable: true: then it runs over the quota where there is room",
            "Over a quota only jobs run that may be preempted: restartable ones, and those with allowHaltWithoutSignal.");
    static final ProblemCode QUOTA_BEHIND = new ProblemCode(
            "E-QUOTA-BEHIND",
            "what is left of the quota of project {project} is kept for a job of the project that comes first",
            "wait, or submit it with restartable: true: then it runs over the quota where there is room",
            "So that no job that needs much of a quota waits for ever behind those that need little.");
    static final ProblemCode OVER_QUOTA = new ProblemCode(
            "N-RUNS-OVER-QUOTA",
            "it is over the quota of project {project}, which is sure of {quota} and holds {held}: where it runs it may be halted when"
                    + " others want what they are sure of",
            "",
            "Those of a project are in its quota who may not be preempted, then who came first. minDuration keeps an attempt"
                    + " from being halted before it has run so long.");
    static final ProblemCode WITHIN_QUOTA = new ProblemCode(
            "N-WITHIN-QUOTA",
            "it is within the quota of project {project}, which is sure of {quota} and holds {held}: nobody halts it for another"
                    + " project",
            "",
            "Work within quotas comes before all other.");
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
            "its last attempt ended after less than a minute; the next one starts at {until} or later",
            "wait; fairlead logs JOB shows what the last attempt wrote; fairlead cancel JOB ends it",
            "A restartable job that ends with 123, and one whose retries cover its failure, is started again: at once where"
                    + " it ran for a minute or more, else after a pause of 1 s, then 2 s, 4 s and so on, at most a minute."
                    + " Jobs behind it may pass meanwhile.");

    private static final int MINUTES_IN_HOUR = 60;

    private ScheduleProblems() {}

    static Problem fewDevices(NodeRef node, Ask ask, int free) {
        return NO_FREE_GPUS.reason("node", node.node(), "free", free, "needed", ask.devices());
    }

    static Problem littleShare(NodeRef node, Ask ask, Gpus most) {
        return NO_FREE_SHARE.reason("node", node.node(), "needed", ask.portion().each(), "most", most);
    }

    static Problem fewCores(NodeRef node, Ask ask, Cores free) {
        return NO_FREE_CPUS.reason("node", node.node(), "free", free, "needed", ask.cores());
    }

    static Problem littleMemory(NodeRef node, Ask ask, Bytes free) {
        return NO_FREE_MEMORY.reason("node", node.node(), "free", free, "needed", ask.memory());
    }

    static Problem overrun(Instant start) {
        return PROMISE_OVERRUN.reason("start", start);
    }

    static Problem brokenByNode(Instant start, NodeRef node, Problem cause) {
        return PROMISE_NODE.reason("start", start, "node", node.node(), "cause", cause.message());
    }

    static Problem brokenByLimit(Instant start, Problem limit) {
        return PROMISE_LIMIT.reason("start", start, "cause", limit.message());
    }

    static Problem promiseClearing(Instant start, NodeRef node) {
        return PROMISE_CLEARING.reason("start", start, "node", node.node());
    }

    static Problem promiseQuota(Instant start, String project) {
        return PROMISE_QUOTA.reason("start", start, "project", project);
    }

    static Problem clearing(NodeRef node) {
        return CLEARING.reason("node", node.node());
    }

    static Problem clearingVoid(NodeRef node, String cause) {
        return CLEARING_VOID.reason("node", node.node(), "cause", cause);
    }

    static Problem preempted(String own, NodeRef node, String other) {
        return PREEMPTED.reason("own", own, "node", node.node(), "other", other);
    }

    static Problem quotaFull(String project, Quota.Part held, Quota quota) {
        return QUOTA_FULL.reason("project", project, "held", held, "quota", quota);
    }

    static Problem quota(QuotaUse use) {
        return (use.over() ? OVER_QUOTA : WITHIN_QUOTA)
                .reason("project", use.project(), "quota", use.quota(), "held", use.held());
    }

    static Problem quotaBehind(String project) {
        return QUOTA_BEHIND.reason("project", project);
    }

    static Problem nextPass() {
        return NEXT_PASS.reason();
    }

    static Problem wouldDelay(NodeRef node, Instant start, Duration least) {
        return WOULD_DELAY.reason("node", node.node(), "start", start, "least", words(least));
    }

    private static String words(Duration time) {
        long minutes = Math.max(0, time.toMinutes());
        return minutes < MINUTES_IN_HOUR
                ? minutes + " min"
                : minutes / MINUTES_IN_HOUR + " h " + minutes % MINUTES_IN_HOUR + " min";
    }

    static Problem notBefore(Instant from) {
        return NOT_BEFORE.reason("from", from);
    }

    static Problem depends(Dependency on, JobState state) {
        return DEPENDS.reason("job", on.job(), "on", on.on().word(), "state", state);
    }

    static Problem arrayFull(int max, JobId array) {
        return ARRAY.reason("max", max, "array", array);
    }

    static Problem bucket(Bucket bucket, String project) {
        return BUCKET.reason("max", bucket.max(), "bucket", bucket.name(), "project", project);
    }

    static Problem resting(Instant until) {
        return RESTING.reason("until", until.truncatedTo(ChronoUnit.MILLIS));
    }

    static Problem behind(int ahead) {
        return BEHIND.reason("ahead", ahead);
    }

    static Problem delaysOthers(int ahead) {
        return DELAYS_OTHERS.reason("ahead", ahead);
    }

    static Problem absent(ResolvedImage image) {
        return IMAGE_ABSENT.reason("image", image.reference(), "size", image.size());
    }

    static Problem pulling(ResolvedImage image) {
        return IMAGE_PULLING.reason("image", image.reference(), "size", image.size());
    }
}
