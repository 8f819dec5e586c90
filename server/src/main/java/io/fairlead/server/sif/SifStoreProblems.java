package io.fairlead.server.sif;

import io.fairlead.core.problem.ProblemCode;

/** What is refused about SIF files before anybody looks into them. */
final class SifStoreProblems {
    static final ProblemCode UNREADABLE = new ProblemCode(
            "E-SIF-UNREADABLE",
            "{file} can not be read by {user}: {why}",
            "name a SIF file of this machine that you may read, by its absolute path",
            "The file is opened with the rights of whoever submits, never with the server's.");
    static final ProblemCode READING = new ProblemCode(
            "E-SIF-READING",
            "{file} is being read for the first time ({bytes})",
            "try again in a moment",
            "A SIF file is known by its digest, for which all of it has to be read once.");
    static final ProblemCode CHANGED = new ProblemCode(
            "E-SIF-CHANGED",
            "{file} changed while it was read",
            "submit again once it is written",
            "A job runs exactly the file that was there when it was submitted.");

    private SifStoreProblems() {}
}
