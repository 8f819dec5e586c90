package io.fairlead.cli.command.storage;

import io.fairlead.core.problem.ProblemCode;

/** What these commands find wrong before they ask the server. */
final class StorageProblems {
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
