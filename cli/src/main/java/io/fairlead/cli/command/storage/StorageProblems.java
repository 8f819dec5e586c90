package io.fairlead.cli.command.storage;

import io.fairlead.core.problem.ProblemCode;

/** What these commands find wrong before they ask the server. */
final class StorageProblems {
    static final ProblemCode NO_VOLUME = new ProblemCode(
            "E-NO-VOLUME",
            "there is no volume {volume}{near}",
            "fairlead volume list shows those that there are",
            "Volumes are named, or asked for by their paths.");
    static final ProblemCode NOTHING_TO_RESCUE = new ProblemCode(
            "E-NOTHING-TO-RESCUE",
            "no such file of job {job} is kept",
            "fairlead rescue --list {job} shows what is",
            "Only what a job left outside of volumes is kept, and only for a while.");
    static final ProblemCode THERE_ALREADY = new ProblemCode(
            "E-FILE-THERE",
            "{file} is there already, and is not written over",
            "name another folder with --to, or move the file away",
            "What was rescued before may have been worked on since.");
    static final ProblemCode SECRET_NAME = new ProblemCode(
            "E-SECRET-NAME-TYPED",
            "a secret's name has 1 to 64 letters, digits, . _ and -, beginning with a letter or digit",
            "fairlead secret set NAME",
            "What was typed is not repeated: it may be the value.");
    static final ProblemCode SECRET_FILE = new ProblemCode(
            "E-SECRET-FILE",
            "there is no file of that name that you may read; a secret is never given as an argument, where others see it",
            "fairlead secret set {name}, and type it when asked; or fairlead secret set {name} - < FILE",
            "Arguments of programs are shown to everybody on the machine, and kept in the shell's history.");
    static final ProblemCode SECRET_LARGE = new ProblemCode(
            "E-SECRET-FILE-LARGE",
            "that is more than {max} bytes",
            "keep larger files on a volume of your own, readable by you alone",
            "Secrets are tokens, keys and small files of settings.");
    static final ProblemCode SECRET_NOT_TYPED = new ProblemCode(
            "E-SECRET-NOT-TYPED", "nothing was typed", "fairlead secret set {name}", "An empty value hides nothing.");
    static final ProblemCode SECRETS_DIFFER = new ProblemCode(
            "E-SECRET-TYPED-DIFFERENTLY",
            "the two were not the same; nothing was kept",
            "fairlead secret set {name}",
            "What cannot be seen is typed twice.");

    private StorageProblems() {}
}
