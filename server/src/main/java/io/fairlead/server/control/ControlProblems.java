package io.fairlead.server.control;

import io.fairlead.core.problem.ProblemCode;

/** What the writer refuses. */
final class ControlProblems {
    static final ProblemCode NO_NODE = new ProblemCode(
            "E-NO-NODE",
            "there is no node {node} here; there are {known}",
            "name one of those; fairlead node list shows them",
            "A node is named as the list of nodes does.");
    static final ProblemCode SEVERAL_NODES = new ProblemCode(
            "E-NODE-SEVERAL",
            "several clusters have a node {node}: {known}",
            "say which: CLUSTER/{node}",
            "The names of nodes are unique within their cluster only.");
    static final ProblemCode NO_DEVICE = new ProblemCode(
            "E-NO-DEVICE",
            "node {node} has no GPU {device}; it has {known}",
            "name one by its index or its id; fairlead node list -o json shows both",
            "The index is the driver's, as the list of nodes shows it. What is set aside is kept by the device's id.");
    static final ProblemCode NOT_ASIDE = new ProblemCode(
            "E-NOT-DRAINED",
            "{what} is not set aside",
            "nothing to do; fairlead node list shows what is",
            "Resume undoes a drain. A device that an administrator set aside by itself is resumed by itself or with the node as"
                    + " a whole.");
    static final ProblemCode NO_RESERVATION = new ProblemCode(
            "E-NO-RESERVATION",
            "there is no reservation {reservation}, or it is over; there are: {known}",
            "name one of those; fairlead reservation list shows them",
            "One that is over needs no deleting.");
    static final ProblemCode RESERVATION_TAKEN = new ProblemCode(
            "E-RESERVATION-TAKEN",
            "there is a reservation {reservation} already, and it is not over",
            "use another name; or delete that one first: fairlead reservation delete {reservation}",
            "Jobs name the reservations that they may use, so a name means one.");
    static final ProblemCode RESERVATION_PAST = new ProblemCode(
            "E-RESERVATION-PAST",
            "the reservation would be over at {until}, which is past",
            "give an end that is to come",
            "What is reserved is kept from its beginning, or from now where that is past, to its end.");
    static final ProblemCode RESERVATIONS_MANY = new ProblemCode(
            "E-RESERVATIONS-MANY",
            "there are {most} reservations, and no more can be kept at a time",
            "delete those that are not needed: fairlead reservation delete NAME",
            "Each is looked at for every job that waits.");
    static final ProblemCode DIALECT = new ProblemCode(
            "E-DIALECT",
            "there is no dialect {dialect}; there are {known}",
            "leave the parameter out for a job file, or name the system that the definition was translated from",
            "The dialect is recorded with the job, and gives it the variables that scripts of that system read.");
    static final ProblemCode NO_RERUN = new ProblemCode(
            "E-NO-RERUN",
            "this job is {what}, which is not run again",
            "use: fairlead {instead}",
            "A rerun compares what a job did with what it does now. Sessions do what people type, and builds make versions.");
    static final ProblemCode RERUN_OTHERS = new ProblemCode(
            "E-RERUN-OTHERS",
            "the job is {owner}'s, and only {owner} can run it again",
            "submit its definition as your own: fairlead show JOB --definition | fairlead submit -",
            "A job runs with its owner's rights.");
    static final ProblemCode NOT_HELD = new ProblemCode(
            "E-NOT-ON-HOLD",
            "job {job} is {state}, not ONHOLD",
            "only a job on hold can be released; fairlead show {job}",
            "Release undoes a hold.");
    static final ProblemCode NOT_QUEUED = new ProblemCode(
            "E-NOT-QUEUED",
            "job {job} is {state}; only a queued job can be put on hold",
            "cancel it instead: fairlead cancel {job}",
            "A hold keeps a waiting job from starting. It does not stop one that has started.");
    static final ProblemCode NOTHING_TO_HALT = new ProblemCode(
            "E-NOT-RUNNING",
            "job {job} is {state} and has no place to give up",
            "to keep it from starting: fairlead hold {job}; to end it: fairlead cancel {job}",
            "A halt takes a job's place from it, so that it waits for its next attempt.");
    static final ProblemCode NOT_A_SESSION = new ProblemCode(
            "E-NOT-A-SESSION",
            "job {job} is no session, so it cannot be retired",
            "cancel it: fairlead cancel {job}",
            "A session is held open for people and has finished when it is retired. Any other job ends by itself, or is"
                    + " cancelled.");
    static final ProblemCode MEMBER_STAYS = new ProblemCode(
            "E-ARRAY-MEMBER-STAYS",
            "{job} is a member of an array, which is taken out of view as a whole",
            "fairlead rm {array}, when all of it has ended",
            "What was submitted as one is kept and taken away as one.");
    static final ProblemCode NOT_ENDED = new ProblemCode(
            "E-NOT-ENDED",
            "job {job} is {state} and cannot be removed",
            "cancel it first: fairlead cancel {job}",
            "Only what has ended can be taken out of view.");
    static final ProblemCode SECRET_UNKNOWN = new ProblemCode(
            "E-SECRET-UNKNOWN",
            "{user} keeps no secret called {name}{near}",
            "fairlead secret set {name}",
            "A job is handed secrets of its owner's by their names; others' are never looked at.");
    static final ProblemCode NO_ACCOUNT = new ProblemCode(
            "E-NO-ACCOUNT",
            "there is no account {user} on this machine",
            "submit as a user that getent passwd knows",
            "A job runs as an account of the machine: its uid, groups and home come from there.");
    static final ProblemCode NOT_ALLOWED = new ProblemCode(
            "E-NOT-ALLOWED",
            "{user} is in none of the groups that may submit here: {groups}",
            "ask the administrator for membership in one of them",
            "The site's configuration names the groups whose members may submit (access.groups).");
    static final ProblemCode NAME_SERVICE = new ProblemCode(
            "E-NAME-SERVICE",
            "the machine's name service did not answer: {cause}",
            "try again in a moment; if it lasts, tell the administrator: getent passwd",
            "Accounts and groups may live in a directory on another machine.");
    static final ProblemCode PROJECT_NOT_YOURS = new ProblemCode(
            "E-PROJECT-NOT-YOURS",
            "{user} is not in a project {project}",
            "use {own}, or ask for membership in the group {project}",
            "A project is a group of the machine. Whether one exists is told only to its members.");
    static final ProblemCode OTHER_USER = new ProblemCode(
            "E-OTHER-USER",
            "a job of {own} cannot run as {user}",
            "leave request.docker.user out: the job runs as {own}",
            "Files that a job writes belong to its owner, and nothing in a definition can widen what its owner may do.");
    static final ProblemCode GROUP_NOT_YOURS = new ProblemCode(
            "E-GROUP-NOT-YOURS",
            "{user} is not in group {group}",
            "leave it out of request.docker.groupAdd; your own groups are always there",
            "A definition cannot give its owner a group.");
    static final ProblemCode NO_JOB = new ProblemCode(
            "E-JOB-UNKNOWN",
            "there is no job {job}",
            "fairlead jobs lists yours",
            "There is none of this id, or it is not yours to see: the answer is the same.");
    static final ProblemCode HOLD_INTERACTIVE = new ProblemCode(
            "E-HOLD-INTERACTIVE",
            "an interactive job starts now or not at all, so it cannot be submitted on hold",
            "leave out --hold, or request.scheduling.interactive",
            "Hold and interactive contradict one another.");
    static final ProblemCode PULLED = new ProblemCode(
            "N-IMAGE-PULLED-SO-FAR",
            "{received} of {known} have come",
            "",
            "How far the pull of the image is. What is known of its size grows while the engine learns of more layers.");
    static final ProblemCode KEY_REUSED = new ProblemCode(
            "E-KEY-REUSED",
            "this idempotency key was used for another submit",
            "use a new key for a new submit",
            "The same key with the same body gives the same job; with another body it is a mistake of the client.");
    static final ProblemCode BUSY = new ProblemCode(
            "E-SERVER-BUSY",
            "the server has {waiting} requests waiting and takes no more at the moment",
            "try again in a few seconds",
            "The queue of the single writer is bounded, so that memory is.");
    static final ProblemCode BUG = new ProblemCode(
            "E-SERVER-BUG",
            "the server met a mistake of its own and did not do this",
            "try once more; if it happens again, send the server's log to its administrator",
            "A rule of the server's own did not hold. The step was stopped, nothing of it was saved, and the state was read"
                    + " again.");
    static final ProblemCode OPENING = new ProblemCode(
            "E-SERVER-OPENING",
            "the server is reading its store and accepts nothing yet",
            "try again in a few seconds",
            "Right after its start, or after a failure of the store, the server reads everything live once more.");
    static final ProblemCode RESTARTED = new ProblemCode(
            "E-NODE-RESTARTED",
            "the machine was restarted; what ran there before is being closed",
            "wait a moment",
            "Nothing is placed on a machine that was restarted until it is durable that what ran there before is over.");
    static final ProblemCode STOPPING = new ProblemCode(
            "E-SERVER-STOPPING",
            "the server is stopping and accepts nothing more",
            "try again once it is up: fairlead server",
            "Running jobs go on; the next server adopts them.");

    private ControlProblems() {}
}
