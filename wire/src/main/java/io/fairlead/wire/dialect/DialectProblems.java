package io.fairlead.wire.dialect;

import io.fairlead.core.problem.ProblemCode;

/** What is refused or noticed about any pasted or typed line of another system. */
final class DialectProblems {
    static final ProblemCode OPERATOR = new ProblemCode(
            "E-LINE-OPERATOR",
            "{sign} is the shell's: one command is translated, not what a shell would do around it",
            "leave out what begins here; what belongs to the job goes into its command: bash -c '… {sign} …'",
            "A pasted line is read and never executed, so pipes, lists, redirections and subshells can not be done.");
    static final ProblemCode SECOND_COMMAND = new ProblemCode(
            "E-LINE-SECOND",
            "the command ended on the line before, and here another one begins",
            "end each line but the last with a backslash, or give one command at a time",
            "A line end without a backslash before it ends a command.");
    static final ProblemCode SUBSTITUTION = new ProblemCode(
            "E-LINE-SUBSTITUTION",
            "{given} would have to be executed to know what it gives",
            "put its result there; hostname, whoami, pwd, id -u and id -g are known without executing anything",
            "Nothing in a pasted line is executed. Five kinds are harmless and are put in as the machine has them where"
                    + " the line was typed.");
    static final ProblemCode EXPANSION = new ProblemCode(
            "E-LINE-EXPANSION",
            "{given} is worked out by a shell; only a variable by its name is known here, as $NAME",
            "put its result there, or quote it with single quotes if it is meant for the job",
            "Nothing in a pasted line is executed.");
    static final ProblemCode VARIABLE_UNSET = new ProblemCode(
            "E-LINE-VARIABLE",
            "the variable {name} is not set here",
            "set it before, or write its value in its place",
            "A shell would have put nothing there, which is seldom meant.");
    static final ProblemCode UNFINISHED = new ProblemCode(
            "E-LINE-UNFINISHED",
            "{what} is opened here and never closed",
            "close it, or put a backslash before it if it is meant as such",
            "A shell would wait for the rest.");
    static final ProblemCode LINE_LONG = new ProblemCode(
            "E-LINE-LONG",
            "the text has more than {max} characters",
            "put scripts in a file on a volume and run that",
            "Command lines are bounded.");
    static final ProblemCode SUBSTITUTED = new ProblemCode(
            "N-LINE-SUBSTITUTED", "{given} is {value}, {what}", "", "What a shell would have put there, here.");
    static final ProblemCode VARIABLE_HERE = new ProblemCode(
            "N-LINE-VARIABLE", "{name} has the value that it has here", "", "A shell would have put it there, here.");
    static final ProblemCode TRAILING_BLANK = new ProblemCode(
            "N-LINE-BLANK",
            "a blank follows the backslash at the end of the line; it was meant as the line going on",
            "",
            "A shell would end the command there.");
    static final ProblemCode GLOB = new ProblemCode(
            "N-LINE-GLOB",
            "{word} is passed on as it stands; a shell would have looked for files of such names",
            "",
            "The files of the machine where a line is typed are not those of the job.");

    static final ProblemCode FLAG_UNKNOWN = new ProblemCode(
            "E-FLAG-UNKNOWN",
            "{program} has no flag {flag}{near}",
            "see {program} --help; what belongs to the job's command stands after the image",
            "A flag that is not known could mean anything, so it is not passed over.");
    static final ProblemCode FLAG_VALUE_MISSING = new ProblemCode(
            "E-FLAG-VALUE",
            "{flag} needs a value",
            "write it after the flag",
            "The line ended, or the next word is a flag.");
    static final ProblemCode FLAG_BOOLEAN = new ProblemCode(
            "E-FLAG-BOOLEAN", "{flag} takes true or false", "leave the value out for true", "The flag is a switch.");
    static final ProblemCode FLAG_REFUSED = new ProblemCode(
            "E-FLAG-REFUSED",
            "{flag} can not be had: {why}",
            "{fix}",
            "The flag would change what the job can reach or how it runs, and this can not be done on a shared machine"
                    + " or is not built. It is refused so that no other job runs than the one that was asked for.");
    static final ProblemCode FLAG_NOTED = new ProblemCode(
            "N-FLAG-NOTED",
            "{flag} changes nothing here: {why}",
            "",
            "The flag was understood; what it is for is done in another way, or is not needed.");

    static final ProblemCode SIZE = new ProblemCode(
            "E-SIZE",
            "{flag} takes a size such as 16g, 512m or 1.5g{near}",
            "write a number and one of b, k, m, g, t; they count in powers of 1,024",
            "A size of another form could be meant in several ways.");
    static final ProblemCode NUMBER = new ProblemCode(
            "E-FLAG-NUMBER", "{flag} takes {what}", "write for example {example}", "The value is no such number.");
    static final ProblemCode NOTHING_LEFT = new ProblemCode(
            "E-MEMORY-NOTHING-LEFT",
            "{memory} of memory leave nothing for the processes: {shm} are shared memory and {tmpfs} tmpfs",
            "ask for more memory, or for less shared memory and tmpfs",
            "There the limit includes shared memory and tmpfs; here they come on top of what the processes may use.");
    static final ProblemCode DEFAULTED = new ProblemCode(
            "N-DEFAULTED",
            "{what} not said: {value}, as the site gives it",
            "",
            "A job is given CPUs and memory of its own, so both must be known before it starts.");
    static final ProblemCode CREDENTIAL_MOVED = new ProblemCode(
            "N-CREDENTIAL-MOVED",
            "the value of {name} is taken from the secret {secret}, and the definition does not hold it",
            "",
            "A credential in a definition would be shown with the job. fairlead secret set keeps it.");
    static final ProblemCode ENV_FORM = new ProblemCode(
            "E-VARIABLE-FORM",
            "a variable is NAME=value, or NAME for the value that it has here",
            "put a name before the =",
            "Without a name the value can not be read by anything.");
    static final ProblemCode ENV_FILE = new ProblemCode(
            "E-VARIABLE-FILE",
            "{file} can not be read: {why}",
            "give the path of a file that is there and yours to read",
            "A line that names a file of variables needs that file where it is translated.");
    static final ProblemCode ENV_FILE_LINE = new ProblemCode(
            "E-VARIABLE-FILE-LINE",
            "{file}, line {line}: the name of a variable has no blank in it",
            "write NAME=value; export and blanks around the = are the shell's",
            "Such files are no shell scripts: quotes are part of the value, and nothing is expanded.");

    private DialectProblems() {}
}
