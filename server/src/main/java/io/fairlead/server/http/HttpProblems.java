package io.fairlead.server.http;

import io.fairlead.core.problem.ProblemCode;

/** What the door itself refuses, before anybody in the house is asked. */
final class HttpProblems {
    private static final String SEE_API = "see GET /v1/openapi.json, or docs/reference/api.md";
    private static final String UPDATE = "install the version of the other side: fairlead version shows both";

    static final ProblemCode NOT_KEPT = new ProblemCode(
            "E-NOT-KEPT",
            "nothing of that is kept",
            "fairlead show JOB says what was left and until when it was kept; write to a volume what is to stay",
            "What a job leaves outside of volumes is kept for a while only, and only where it is not too much.");
    static final ProblemCode KEPT_SOON = new ProblemCode(
            "E-NOT-KEPT-YET",
            "what {job} left is on its way to where it is kept",
            "try again in a moment: fairlead rescue --list {job}",
            "A job is over once its outcome is recorded. Its files are moved out of its container just after that, and can be"
                    + " had once all of them are there.");
    static final ProblemCode ADMINS_ONLY = new ProblemCode(
            "E-NOT-ADMINISTRATOR",
            "that is for administrators: root, and those of access.admins in the configuration",
            "ask one of them",
            "Volumes, nodes and what is kept of them for some are everybody's matter: what is admitted as a volume, users'"
                    + " containers can reach.");
    static final ProblemCode REASON = new ProblemCode(
            "E-REASON",
            "a reason is one line of at most {most} visible characters",
            "say it in fewer words",
            "It stands beside every job that waits for it.");
    static final ProblemCode BODY_MALFORMED = new ProblemCode(
            "E-BODY-MALFORMED",
            "the body is not what the route takes: {cause}",
            "the OpenAPI document at /v1/openapi.json shows its form",
            "The body must be the JSON object that the route takes.");
    static final ProblemCode NO_SECRET = new ProblemCode(
            "E-NO-SECRET",
            "you keep no secret of this name",
            "fairlead secret list shows those that you keep",
            "Everybody sees and changes secrets of their own only.");
    static final ProblemCode SECRET_USED = new ProblemCode(
            "E-SECRET-IN-USE",
            "the secret {name} is named by jobs that have not ended: {jobs}",
            "wait for them or cancel them: fairlead cancel {first}; or give it another value: fairlead secret set {name}",
            "A job reads its secrets when it starts, and again at each further attempt.");
    static final ProblemCode VOLUME_USED = new ProblemCode(
            "E-VOLUME-IN-USE",
            "the volume {name} is used by jobs that have not ended: {jobs}",
            "wait for their end, or cancel them: fairlead cancel {first}",
            "A job keeps the storage that it was admitted with, at each further attempt too.");
    static final ProblemCode NO_ROUTE =
            new ProblemCode("E-NO-ROUTE", "there is nothing at {path}", SEE_API, "The path is not one of the API's.");
    static final ProblemCode WRONG_METHOD = new ProblemCode(
            "E-METHOD-NOT-ALLOWED",
            "{path} does not take {method}",
            "use {allowed}; " + SEE_API,
            "The path exists, with other methods.");
    static final ProblemCode JOB_NOT_FOUND = new ProblemCode(
            "E-JOB-NOT-FOUND",
            "there is no such job among those that you may see",
            "fairlead jobs lists yours; give an id, or four or more characters that only one id begins with",
            "The id is unknown, malformed or too short, the job was removed, or it is somebody else's. The answer is the same"
                    + " in all cases, so that it tells nothing about other people's jobs.");
    static final ProblemCode JOB_BY_NAME = new ProblemCode(
            "E-JOB-BY-NAME",
            "that is a name, and no id; yours of that name, newest first: {ids}",
            "give the id, as {newest}",
            "Several jobs may have one name, so a name names no job; a session that has not ended is the exception, as its name"
                    + " is the only one then.");
    static final ProblemCode JOB_IS_ARRAY = new ProblemCode(
            "E-JOB-IS-ARRAY",
            "{array} is an array, and this is asked of one job",
            "name a member, as {member}",
            "Logs, terminals, files and run records are those of single members.");
    static final ProblemCode JOB_AMBIGUOUS = new ProblemCode(
            "E-JOB-AMBIGUOUS",
            "several jobs begin so: {candidates}",
            "give more characters of the id",
            "A prefix names a job only while it is the beginning of one id alone.");
    static final ProblemCode BODY_EMPTY = new ProblemCode(
            "E-BODY-EMPTY",
            "the request has no body",
            "send a job definition as JSON or YAML: fairlead schema prints its form",
            "A submit or a check needs a definition.");
    static final ProblemCode MEDIA_TYPE = new ProblemCode(
            "E-MEDIA-TYPE",
            "the body has content type {type}",
            "send application/json or application/yaml, in UTF-8",
            "Types that a browser may send from any page without asking are never taken for a definition.");
    static final ProblemCode KEY_MALFORMED = new ProblemCode(
            "E-KEY-MALFORMED",
            "the header Idempotency-Key is {length} characters long or has some that are not visible ASCII",
            "send 1 to 128 visible ASCII characters, once, for example a random UUID",
            "The key is kept with the job, so that a submit that is repeated after a lost answer gives the same job.");
    static final ProblemCode VERSION_MALFORMED = new ProblemCode(
            "E-VERSION-MALFORMED",
            "the header Fairlead-Version cannot be read",
            "send VERSION; api=REVISION, for example 0.1.0; api=1, or leave it out",
            "Both sides say their version, so that a mismatch is named and not guessed.");
    static final ProblemCode CLIENT_TOO_NEW = new ProblemCode(
            "E-CLIENT-TOO-NEW",
            "the client ({client}) speaks a newer API than the server ({server})",
            UPDATE,
            "The revision of the API changes only where the two could misunderstand each other.");
    static final ProblemCode CLIENT_TOO_OLD = new ProblemCode(
            "E-CLIENT-TOO-OLD",
            "the client ({client}) speaks an older API than the server ({server})",
            UPDATE,
            "The revision of the API changes only where the two could misunderstand each other.");
    static final ProblemCode MESSAGE_MALFORMED = new ProblemCode(
            "E-HTTP-MALFORMED",
            "the request breaks HTTP: {cause}",
            "use a client that speaks HTTP/1.1",
            "Headers or framing could not be read.");
    static final ProblemCode CONNECTIONS = new ProblemCode(
            "E-TOO-MANY-CONNECTIONS",
            "you have {limit} connections open, which is the most",
            "close some: programs that wait, follow or watch hold one each",
            "Connections are bounded for each user, so that nobody can lock the others out.");
    static final ProblemCode NOT_HOST = new ProblemCode(
            "E-NOT-THE-HOST",
            "only root, or the user who started the server, can do this",
            "ask them, or use sudo",
            "Stopping the server, and submitting as somebody else, are for whoever owns the machine.");
    static final ProblemCode NOT_ADMIN = new ProblemCode(
            "E-NOT-AN-ADMINISTRATOR",
            "only an administrator can ask about {user}",
            "leave --as out: then it is about you",
            "What somebody may have and has is theirs to know, and the administrators'.");
    static final ProblemCode ATTEMPT_UNKNOWN = new ProblemCode(
            "E-ATTEMPT-UNKNOWN",
            "job {job} has no attempt {attempt}; it has had {attempts}",
            "fairlead show {job} lists them; without a number the newest is taken",
            "Attempts are counted from 1.");
    static final ProblemCode OFFSET_BEYOND = new ProblemCode(
            "E-OFFSET-BEYOND",
            "offset {offset} is beyond the end of the log, which has {size} bytes",
            "ask for an offset up to {size}",
            "Offsets count the bytes of the log as it is kept, from 0.");
    static final ProblemCode UNREADABLE = new ProblemCode(
            "E-NOT-READABLE-NOW",
            "the server could not read what you asked for",
            "try again; if it stays so, give the administrator the id of this request",
            "Reading from the disk failed. The server's log has the cause under the id of the request.");
    static final ProblemCode BUG = new ProblemCode(
            "E-INTERNAL",
            "the server made a mistake; nothing was changed that it did not confirm",
            "try again, and give the administrator the id of this request",
            "A fault of Fairlead's own. The server's log has the details under the id of the request.");
    static final ProblemCode STOPPING = new ProblemCode(
            "E-SERVER-GOING",
            "the server is stopping",
            "try again once it is up; running jobs go on",
            "A request that was waiting was ended because the server stops.");

    static final ProblemCode SOCKET_TAKEN = new ProblemCode(
            "E-SOCKET-TAKEN",
            "a server answers at {path} already",
            "use that one (fairlead status), or stop it: fairlead server stop",
            "Two servers at one socket would take each other's clients.");
    static final ProblemCode SOCKET_NO_SOCKET = new ProblemCode(
            "E-SOCKET-NOT-A-SOCKET",
            "{path} exists and is not a socket",
            "move it away: mv {path} {path}.old",
            "A socket that a dead server left is replaced; any other file is somebody's.");
    static final ProblemCode SOCKET_PATH = new ProblemCode(
            "E-SOCKET-PATH-LONG",
            "the path of the socket is longer than {limit} bytes",
            "choose a shorter folder",
            "The kernel's addresses of Unix sockets are that short.");
    static final ProblemCode SOCKET_FOLDER = new ProblemCode(
            "E-SOCKET-FOLDER-OPEN",
            "others may write in {folder}",
            "chmod go-w {folder}",
            "Whoever can write in the folder of the socket can put another server in its place.");

    static final ProblemCode ORDER_MALFORMED = new ProblemCode(
            "E-IMAGE-ORDER-MALFORMED",
            "the order for an image is not as the API's document says: {cause}",
            "send a JSON object as /v1/openapi.json describes it under ImageOrder",
            "The body of the request is not the JSON of an order.");
    static final ProblemCode QUERY_MISSING = new ProblemCode(
            "E-QUERY-MISSING",
            "the query lacks {name}",
            "add ?{name}=… to the path",
            "The route cannot be served without it.");
    static final ProblemCode RESERVATION_NAME = new ProblemCode(
            "E-RESERVATION-NAME",
            "{what} is not a name: letters, digits, dots, dashes and underscores, the first a letter or a digit, at most {most}",
            "choose a plain name, such as ml-course",
            "Jobs name reservations in reservationIds. Users, projects and groups are named as they are elsewhere.");
    static final ProblemCode RESERVATION_TIMES = new ProblemCode(
            "E-RESERVATION-TIMES",
            "the reservation would last from {from} until {until}",
            "give an end after the beginning, at most {days} days later",
            "A reservation has a beginning and an end.");
    static final ProblemCode RESERVATION_NOTHING = new ProblemCode(
            "E-RESERVATION-NOTHING",
            "nothing can be reserved of {asked}",
            "ask for GPUs (at most 64), or for CPUs and memory, or for a whole node by its name",
            "Where GPUs are reserved, and nothing is said of CPUs and memory, as large a part of those is reserved with them.");

    private HttpProblems() {}
}
