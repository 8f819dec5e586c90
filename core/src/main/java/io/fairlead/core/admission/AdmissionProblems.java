package io.fairlead.core.admission;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.ProblemCode;

/** What admission refuses. */
final class AdmissionProblems {
    static final FieldPath RESOURCES = FieldPath.of("request", "resources");
    static final FieldPath MIN_DURATION_PATH = FieldPath.of("request", "scheduling", "minDuration");

    static final ProblemCode ROOT = new ProblemCode(
            "E-ROOT-SUBMITS",
            "jobs do not run as root",
            "submit as an ordinary user, or as root for one: fairlead submit --as USER FILE",
            "A container of uid 0 owns everything that it writes to a volume as root. A site can allow it in its"
                    + " configuration.");
    static final ProblemCode SESSION_NAME = new ProblemCode(
            "E-SESSION-NAME-TAKEN",
            "you have a session {name} already: job {job}, {state}",
            "open it: fairlead session open {name}; or end it first: fairlead session retire {name}; or choose another name",
            "A session is spoken of by its name, so among one user's sessions that have not ended it must be the only one.");
    static final ProblemCode QUOTA_NEVER = new ProblemCode(
            "E-QUOTA-NEVER",
            "the job asks for {asked}, project {project} is sure of {quota}, and over that only jobs run that may be"
                    + " preempted",
            "set request.scheduling.restartable to true: then it runs over the quota where there is room; or ask for less;"
                    + " fairlead limits shows the quota",
            "A job that is not restartable, nor has allowHaltWithoutSignal, would hold what other projects are sure of until"
                    + " it ends. So it starts within its project's quota or not at all.");
    static final ProblemCode ALWAYS_OVER = new ProblemCode(
            "N-OVER-QUOTA",
            "the job asks for {asked} and project {project} is sure of {quota}: it runs over the quota where there is room, and"
                    + " is halted when others want what they are sure of",
            "nothing to do where its script saves its state; request.scheduling.minDuration keeps each attempt from being"
                    + " halted before it has run so long",
            "What nobody uses is anybody's, until somebody wants it who is sure of it.");
    static final ProblemCode MIN_DURATION = new ProblemCode(
            "E-MIN-DURATION",
            "the job asks not to be preempted before it has run for {asked}, and this site keeps nobody from that for longer than"
                    + " {most}",
            "ask for {most} or less in request.scheduling.minDuration, or leave it out: then it is {otherwise}; an administrator"
                    + " sets both (shares.minDurationMost, shares.minDuration)",
            "A job that may be preempted runs over its project's quota, on what others are sure of, and in its minDuration they"
                    + " wait for it. Without a bound it could keep from them for ever what is theirs.");
    static final ProblemCode DEPENDENCY_UNKNOWN = new ProblemCode(
            "E-DEPENDENCY-UNKNOWN",
            "you have no job {job}",
            "name a job of yours: fairlead jobs --all",
            "dependsOn names jobs of the same owner by their whole ids. One that was taken out of view is none any more.");
    static final ProblemCode DEPENDENCY_ARRAY = new ProblemCode(
            "E-DEPENDENCY-ARRAY",
            "{job} is an array, and whether one of its members fails is known only when all have ended",
            "name a member, as {job}.0, or say \"on\": \"finished\" and look in the command",
            "A job may start after all members of an array have ended, or have all succeeded.");
    static final ProblemCode DEPENDENCY_NEVER = new ProblemCode(
            "E-DEPENDENCY-NEVER",
            "job {job} has ended as {state}, so it will never have {on}",
            "name another job, or another end: finished",
            "The job could never start.");
    static final ProblemCode DEPENDENCY_ENDING = new ProblemCode(
            "E-DEPENDENCY-ENDING",
            "job {job} is ending at this moment",
            "submit it again",
            "How it ends is known and not yet saved; a moment later it is.");
    static final ProblemCode NO_SUCH_NODE = new ProblemCode(
            "E-NODE-UNKNOWN",
            "no node is called {node}; there are {nodes}",
            "leave request.resources.slaveName out, or name one of these",
            "The definition pins the job to a node that this site does not have.");
    static final ProblemCode GPUS = new ProblemCode(
            "E-GPUS-UNSATISFIABLE",
            "no node has {needed}; the largest has {most}",
            "ask for at most {most}",
            "The job could never start here, whatever ends. Nodes that are drained or down count as well.");
    static final ProblemCode MODEL = new ProblemCode(
            "E-GPU-MODEL-UNSATISFIABLE",
            "no node has {needed} of the kind {wanted}; there are {models}",
            "name a model of this site, or none",
            "The model is compared as part of the device's name, without regard to case.");
    static final ProblemCode CPUS = new ProblemCode(
            "E-CPUS-UNSATISFIABLE",
            "no node has {needed}; the largest has {most}",
            "ask for at most {most}",
            "The job could never start here, whatever ends.");
    static final ProblemCode MEMORY = new ProblemCode(
            "E-MEMORY-UNSATISFIABLE",
            "the job needs {needed} in all (memory, shared memory and tmpfs together) and the largest node has {most}",
            "ask for less in request.resources.cpuMemoryGb, shmGb or tmpfs volumes",
            "The job could never start here, whatever ends.");
    static final ProblemCode CUDA = new ProblemCode(
            "E-CUDA-UNSATISFIABLE",
            "no node's driver supports CUDA {needed}; the newest supports {most}",
            "lower request.resources.minCudaVersion, or ask the administrator for a newer driver",
            "The version is the newest CUDA version that the node's driver can serve.");
    static final ProblemCode SHARE = new ProblemCode(
            "N-GPU-SHARE",
            "{share} of a GPU is counted and not enforced: neither its memory nor its computing time is kept apart from the"
                    + " other jobs on that GPU",
            "",
            "Jobs on one device see all of it: the container runtime has no way to bound GPU memory or time. Keep within your"
                    + " share of the memory, for example with torch.cuda.set_per_process_memory_fraction; one that takes more"
                    + " makes others fail for want of memory. What must be apart needs a whole GPU.");
    static final ProblemCode FEATURE_UNUSED = new ProblemCode(
            "N-FEATURE-UNUSED",
            "no node of this site has the feature {feature}, so it chooses none",
            "",
            "Features are labels of nodes. One that some node has is a condition; one that none has is left out.");
    static final ProblemCode OUTPUT_PLACE = new ProblemCode(
            "E-EXPECT-OUTPUT-PLACE",
            "{path} lies in no volume of the job, so nobody can look at it when the job has ended",
            "expect a path beneath {places}, or mount a volume there in request.docker.storage",
            "What lies in the container's own layer, in its HOME or in memory is gone with it. An output that is expected"
                    + " must be on a volume.");
    static final ProblemCode TOGETHER = new ProblemCode(
            "E-UNSATISFIABLE",
            "no single node has all of it: {node} comes nearest and lacks {lacks}",
            "ask for less of that, or leave out what ties the job to other nodes",
            "Each thing asked for exists at this site, but not on one node that also has the cluster and volumes named.");
    static final ProblemCode RESERVATION_UNKNOWN = new ProblemCode(
            "E-RESERVATION-UNKNOWN",
            "there is no reservation {reservation}, or it is over; yours are: {yours}",
            "name one of them, or leave it out of request.scheduling.reservationIds",
            "fairlead reservation list shows what is reserved. A job without reservationIds runs beside all reservations.");
    static final ProblemCode RESERVATION_MEMBER = new ProblemCode(
            "E-RESERVATION-NOT-YOURS",
            "reservation {reservation} is not for {login} in project {project}; yours are: {yours}",
            "leave it out of request.scheduling.reservationIds, or ask administrator {by} to add you",
            "A reservation is for the users, the projects and the groups that the administrator named who made it.");
    static final ProblemCode RESERVATION_SHORT = new ProblemCode(
            "E-RESERVATION-TOO-SHORT",
            "the job may last {limit} with its start and its grace period, and what is left of reservation {reservation}, until"
                    + " {until}, is {left}",
            "set request.scheduling.maxDuration to {most} or less, or leave the reservation out",
            "In a reservation only those start who have given everything back when it ends: maxDuration, gracePeriod and two"
                    + " minutes to start and end.");

    private AdmissionProblems() {}
}
