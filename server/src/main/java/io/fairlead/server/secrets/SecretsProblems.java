package io.fairlead.server.secrets;

import io.fairlead.core.problem.ProblemCode;

/** What is refused about secrets. */
final class SecretsProblems {
    static final ProblemCode NAME = new ProblemCode(
            "E-SECRET-NAME-FORM",
            "a secret's name has 1 to {max} letters, digits, . _ and -, beginning with a letter or digit",
            "choose another name",
            "The name stands in job definitions and commands.");
    static final ProblemCode EMPTY =
            new ProblemCode("E-SECRET-EMPTY", "the secret is empty", "give its value", "An empty value hides nothing.");
    static final ProblemCode NOT_TEXT = new ProblemCode(
            "E-SECRET-NOT-TEXT",
            "the secret is not UTF-8 text, or has a NUL in it",
            "encode it, for example with base64, and decode it in the job",
            "Variables of a program end at a NUL, and tools read them as text.");
    static final ProblemCode LARGE = new ProblemCode(
            "E-SECRET-LARGE",
            "the secret has {size} bytes, at most {max} are kept",
            "keep larger files on a volume of your own, readable by you alone",
            "All secrets are written anew with each change.");
    static final ProblemCode MANY = new ProblemCode(
            "E-SECRETS-MANY",
            "you keep {max} secrets already, as many as are allowed",
            "delete one that you no longer need: fairlead secret list, fairlead secret delete NAME",
            "All secrets are written anew with each change.");
    static final ProblemCode GONE = new ProblemCode(
            "E-SECRET-GONE",
            "the secret {name} was deleted after the job was submitted",
            "fairlead secret set {name}, and submit it again",
            "Values are read when a job starts, never earlier.");
    static final ProblemCode NO_MEMORY = new ProblemCode(
            "E-SECRET-NO-MEMORY",
            "this server has no file system in memory for secrets as files: it runs as an ordinary user, and {folder} is on"
                    + " a disk",
            "let the secret be a variable (leave file out), or set runFolder to a folder on tmpfs",
            "A secret that is handed on as a file must not reach a disk.");

    private SecretsProblems() {}
}
