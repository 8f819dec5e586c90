package io.fairlead.wire.jobfile;

import io.fairlead.core.problem.ProblemCode;

/** What is refused about job files, and what is noticed. */
final class JobFileProblems {
    static final ProblemCode MIG_COUNT = new ProblemCode(
            "E-MIG-COUNT",
            "migProfile asks for MIG slices, gpus says how many, and that is {gpus}",
            "write how many slices: \"gpus\": 1",
            "A MIG slice is given whole. A program sees one of them at a time, whatever a job has.");
    static final ProblemCode NOT_YET = new ProblemCode(
            "E-NOT-YET",
            "{what} is not built yet",
            "{instead}",
            "The key belongs to the format, but this version can not do what it asks. Ignoring it would run another job"
                    + " than the one that was asked for.");
    static final ProblemCode NO_EFFECT = new ProblemCode(
            "N-NO-EFFECT", "{key} is kept with the job and has no effect yet: {why}", "", "The key is read and kept.");
    static final ProblemCode IGNORED = new ProblemCode(
            "N-IGNORED", "{key} is ignored: {why}", "", "Files made for Slices carry keys that mean nothing here.");
    static final ProblemCode TWO_NAMES = new ProblemCode(
            "E-KEY-TWO-NAMES",
            "{key} and {other} are the same key, and both are given",
            "keep {key}",
            "Two names of one key could say different things.");
    static final ProblemCode AMBIGUOUS = new ProblemCode(
            "E-JOB-FILE-AMBIGUOUS",
            "a file has either \"request\" or \"jobDefinition\" (v1), not both",
            "remove one of the two",
            "The two would be two different jobs.");
    static final ProblemCode GIVEN_TWICE = new ProblemCode(
            "E-EXTRA-TWICE",
            "{key} is given in extra and in request.extra",
            "keep one of the two",
            "Both places mean the same, so one of the two values would be lost.");
    static final ProblemCode V1_CONVERTED = new ProblemCode(
            "N-V1-CONVERTED",
            "this is a v1 file (jobDefinition); it was read as a v2 definition",
            "",
            "Old files are converted while they are read.");
    static final ProblemCode V1_MEMORY = new ProblemCode(
            "N-V1-MEMORY",
            "systemMemory of {mb} MB becomes {gib} GiB",
            "",
            "v1 counts memory in MB; the sum is divided by 1,024 and rounded up.");
    static final ProblemCode V1_CLUSTER = new ProblemCode(
            "N-V1-CLUSTER",
            "of the clusters only the first is kept, {first}",
            "",
            "v1 files may name several clusters.");
    static final ProblemCode PROJECT_CONFLICT = new ProblemCode(
            "E-PROJECT-CONFLICT",
            "the project is {one} by {first} and {other} by {second}",
            "give one project, or leave all but one out",
            "A job counts against one project, and nothing says which of two was meant.");
    static final ProblemCode PROJECT_URN = new ProblemCode(
            "E-PROJECT-URN",
            "the project can not be read from this URN",
            "write urn:publicid:IDN+AUTHORITY+project+NAME, or use \"project\": \"NAME\"",
            "The last part of the URN is the project.");
    static final ProblemCode PROJECT_NAME = new ProblemCode(
            "E-PROJECT-NAME",
            "a project's name must not contain / and is not . or ..",
            "write the project's name alone",
            "A project's name is also the name of its folder.");
    static final ProblemCode LABEL_RESERVED = new ProblemCode(
            "E-LABEL-RESERVED",
            "labels that begin with fairlead or io.fairlead are reserved",
            "use another key",
            "Fairlead recognises its containers by such labels.");
    static final ProblemCode ENV_NAME = new ProblemCode(
            "E-VARIABLE-NAME",
            "\"{name}\" is not the name of a variable",
            "use letters, digits and _, and no digit at the start",
            "Shells can not read variables of other names.");
    static final ProblemCode ENV_LARGE = new ProblemCode(
            "E-VARIABLE-LARGE",
            "the value of {name} has {size} bytes, at most {max} are passed on",
            "put it in a file on a volume",
            "The kernel bounds what a program can be given at its start.");
    static final ProblemCode ENV_ALL_LARGE = new ProblemCode(
            "E-VARIABLES-LARGE",
            "all variables together have {size} bytes, at most {max} are passed on",
            "put large values in files on a volume",
            "The kernel bounds what a program can be given at its start.");
    static final ProblemCode ENV_DEVICES = new ProblemCode(
            "N-VARIABLE-DEVICES",
            "{name} is dropped: devices come from request.resources.gpus",
            "",
            "The variable is set from the allocation, so that no job sees a device that is not its own.");
    static final ProblemCode ENV_RESERVED = new ProblemCode(
            "N-VARIABLE-RESERVED",
            "{name} is dropped: Fairlead sets it",
            "",
            "The FAIRLEAD_ variables tell a job about itself.");
    static final ProblemCode ENV_CREDENTIAL = new ProblemCode(
            "N-VARIABLE-CREDENTIAL",
            "{name} looks like a credential: whoever may see this job sees it; keep it with fairlead secret set NAME, and"
                    + " name it in request.docker.secrets instead",
            "",
            "Values of plain variables are stored and shown with the job; those of secrets are not.");
    static final ProblemCode VARIABLE_TWICE = new ProblemCode(
            "E-VARIABLE-TWICE",
            "{name} is in environment and in secrets",
            "remove it from environment",
            "The variable would have two values.");
    static final ProblemCode SECRET_NAME = new ProblemCode(
            "E-SECRET-NAME",
            "this is not the name of a secret: 1 to {max} letters, digits, . _ and -, beginning with a letter or digit",
            "keep the value with fairlead secret set NAME, and write the name here",
            "Only names of secrets stand in a definition. What is no name may be the value itself, so it is not"
                    + " repeated.");
    static final ProblemCode SECRET_PLACE = new ProblemCode(
            "E-SECRET-PLACE",
            "the file of {variable}, {file}, and the storage at {target} lie within one another",
            "put the file elsewhere, for example at /run/secrets/{name}",
            "The file's place would have to be made in the volume, and would stay there, empty and root's.");
    static final ProblemCode COMMAND_EMPTY = new ProblemCode(
            "E-COMMAND-EMPTY",
            "{key} names no program: {what} is empty",
            "write [\"python\", \"train.py\"] or \"python train.py\", or leave the key out for the image's own",
            "A command needs a program to run.");
    static final ProblemCode COMMAND_TYPE = new ProblemCode(
            "E-COMMAND-TYPE",
            "{key} must be a list of texts or one text, not {kind}",
            "write [\"python\", \"train.py\"] or \"python train.py\"",
            "A list is executed as it is; a text is split, or run by a shell when it needs one.");
    static final ProblemCode COMMAND_UNFINISHED = new ProblemCode(
            "E-COMMAND-UNFINISHED",
            "{what} in the command is not closed",
            "close it, or put a backslash before a quote that is meant as such",
            "A shell would refuse the command too.");
    static final ProblemCode COMMAND_LONG = new ProblemCode(
            "E-COMMAND-LONG",
            "an argument has {size} bytes, the kernel takes at most {max}",
            "put the script in a file on a volume and run that",
            "A longer argument fails at the start with \"argument list too long\".");
    static final ProblemCode COMMAND_DIRECT = new ProblemCode(
            "N-COMMAND-DIRECT",
            "the command is executed directly, as {count} words, without a shell",
            "",
            "It has nothing in it that only a shell does.");
    static final ProblemCode COMMAND_SHELL = new ProblemCode(
            "N-COMMAND-SHELL", "the command is run by /bin/sh -c, for {because}", "", "It needs a shell.");
    static final ProblemCode COMMAND_PIP = new ProblemCode(
            "N-COMMAND-PIP",
            "each start installs {packages} anew, and nothing of it is left afterwards; to bake it once: fairlead image"
                    + " create NAME --base {image} {flags}",
            "",
            "Installing takes time and the network at each start, and may give other versions each time.");
    static final ProblemCode COMMAND_LINE_ENDS = new ProblemCode(
            "N-COMMAND-LINE-ENDS",
            "the command has Windows line ends (\\r\\n), which a shell takes as part of the words",
            "",
            "A script with such line ends fails with messages that do not show them.");
    static final ProblemCode COMMAND_TYPOGRAPHY = new ProblemCode(
            "N-COMMAND-TYPOGRAPHY",
            "the command has {sign} at its character {at}, which is no quote or blank to a program",
            "",
            "Word processors and web pages put such characters in place of plain ones.");
    static final ProblemCode IMAGE_CREDENTIAL = new ProblemCode(
            "N-IMAGE-CREDENTIAL",
            "the user and password before the image are kept as a secret, and nowhere else",
            "",
            "A password in a definition would be shown with the job.");
    static final ProblemCode IMAGE_CREDENTIAL_FORM = new ProblemCode(
            "E-IMAGE-CREDENTIAL",
            "what stands before the @ of the image is not user:password",
            "write user:password@host/path:tag; a password with @ or a blank in it can not be written there",
            "Slices files may carry a registry's credential in the image reference.");
    static final ProblemCode IMAGE_NO_TAG = new ProblemCode(
            "N-IMAGE-NO-TAG",
            "the image has no tag: {image}:latest is used, whatever that is at submit",
            "",
            "The digest found at submit is recorded with the job.");
    static final ProblemCode STORAGE_EMPTY = new ProblemCode(
            "E-STORAGE-EMPTY",
            "the entry says neither what to mount nor where: one of {keys} is needed",
            "write \"/project_NAME\" for the same place inside, or a hostPath and a containerPath",
            "One of the two paths gives the other.");
    static final ProblemCode STORAGE_COMBINATION = new ProblemCode(
            "E-STORAGE-COMBINATION",
            "{key} does not go with {with}",
            "remove {key}",
            "The entry would be two kinds of storage at once.");
    static final ProblemCode TARGET_TWICE = new ProblemCode(
            "E-TARGET-TWICE",
            "{target} is used by {first} and by {second}",
            "give one of them another containerPath",
            "The second would hide the first.");
    static final ProblemCode HOSTNAME = new ProblemCode(
            "E-HOSTNAME",
            "this is not a host name",
            "use 1 to 63 letters, digits and hyphens, for example trainer-1; dots between parts are fine",
            "Host names follow RFC 1123, and the kernel takes 64 characters.");
    static final ProblemCode SIGNAL = new ProblemCode(
            "E-SIGNAL",
            "there is no such signal{nearest}",
            "write a name such as SIGTERM or SIGINT",
            "The kernel knows 31 signals.");
    static final ProblemCode USER = new ProblemCode(
            "E-USER",
            "this is not a user or group: a name of letters, digits, _ . and -, or a number from 0 to 2147483647",
            "write a name or a number, with :group after a user if need be",
            "The engine looks the name up in the image, and the kernel bounds the number.");
    static final ProblemCode CLUSTER = new ProblemCode(
            "E-CLUSTER",
            "a cluster is a whole number of 0 or more, or a name",
            "write its number or its name, for example 4 or \"gpu-hall\"",
            "Clusters have a number and a name.");
    static final ProblemCode CUDA = new ProblemCode(
            "E-CUDA-VERSION",
            "a CUDA version is a number such as 12 or 12.4",
            "write the major version, or major.minor",
            "The node's driver says which version it supports.");
    static final ProblemCode DURATION = new ProblemCode(
            "E-DURATION",
            "this is not a duration",
            "write a number and one unit (seconds, minutes, hours, days, weeks), for example {example}, or ISO 8601:"
                    + " PT1H30M",
            "A duration without a unit could be meant in any.");
    static final ProblemCode DURATION_RANGE = new ProblemCode(
            "E-DURATION-RANGE",
            "{key} must be {range}",
            "write a duration that is {range}",
            "Shorter could not do anything, and longer would never end.");
    static final ProblemCode TIME = new ProblemCode(
            "E-TIME",
            "this is not a time with date and offset (RFC 3339)",
            "write for example 2026-03-01T18:00:00Z",
            "Without an offset the time would depend on where it is read.");
    static final ProblemCode TIME_ORDER = new ProblemCode(
            "E-TIME-ORDER",
            "notBefore ({first}) must be earlier than notAfter ({second})",
            "exchange the two, or remove one",
            "The job could never start.");
    static final ProblemCode INTERACTIVE_WINDOW = new ProblemCode(
            "E-INTERACTIVE-WINDOW",
            "{key} can not be combined with interactive",
            "remove {key}, or set interactive to false",
            "An interactive job starts now or not at all.");
    static final ProblemCode DEPENDENCY_TWICE = new ProblemCode(
            "E-DEPENDENCY-TWICE",
            "job {job} is named twice",
            "name it once, with the one end that it is to have",
            "A job has one end. Two entries for it say the same twice, or what cannot both be.");
    static final ProblemCode EMAIL = new ProblemCode(
            "E-EMAIL", "this is not a mail address", "write name@example.org", "Mail to it could never arrive.");
    static final ProblemCode PATTERN = new ProblemCode(
            "E-TEXT-FORM",
            "{key} must be {form}",
            "write for example {example}",
            "The text has another form than the key takes.");
    static final ProblemCode EXPRESSION = new ProblemCode(
            "E-EXPECT-EXPRESSION",
            "this is no regular expression: {cause}",
            "write one of RE2, for example \"accuracy: 0\\\\.9\"; it has neither backward references nor looks ahead",
            "The expression is held against each line of the log when the job has ended. RE2's expressions take time in"
                    + " proportion to the line, whatever they say.");
    static final ProblemCode ONE_OF = new ProblemCode(
            "E-ONE-OF",
            "exactly one of {keys} is needed",
            "keep one of them",
            "Each says the same thing in another way.");

    static final ProblemCode ARRAY_SESSION = new ProblemCode(
            "E-ARRAY-SESSION",
            "array can not be combined with session",
            "remove array, or set session to false",
            "A session is one place for people, spoken of by its name.");
    static final ProblemCode ARRAY_VALUES = new ProblemCode(
            "E-ARRAY-VALUES",
            "this entry has the variables {names}, and the first one has {first}",
            "give each entry the same variables, an empty text where one has none",
            "A command that reads a variable would find it in some members and not in others.");
    static final ProblemCode ARRAY_SECRET = new ProblemCode(
            "E-ARRAY-SECRET",
            "{name} is in the values of the array and in secrets",
            "remove it from one of them",
            "The variable would have two values.");
    static final ProblemCode ARRAY_LENGTH = new ProblemCode(
            "E-ARRAY-LENGTH",
            "there are {indexes} indexes and {values} values",
            "give one index for each entry of values, or leave indexes out to count from 0",
            "The first index belongs to the first entry, and so on.");
    static final ProblemCode ARRAY_INDEX_TWICE = new ProblemCode(
            "E-ARRAY-INDEX-TWICE",
            "index {index} is given twice",
            "remove one of them",
            "A member is known by its index.");
    static final ProblemCode ARRAY_EMPTY = new ProblemCode(
            "E-ARRAY-EMPTY",
            "{key} is an empty list, and an array has at least one member",
            "give one entry for each member, or remove array",
            "An array without members would be a job that never ends.");

    private JobFileProblems() {}
}
