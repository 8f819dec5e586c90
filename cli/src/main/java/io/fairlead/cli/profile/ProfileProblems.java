package io.fairlead.cli.profile;

import io.fairlead.core.problem.ProblemCode;

/** What keeps command names from being installed. */
final class ProfileProblems {
    static final ProblemCode NAME_TAKEN = new ProblemCode(
            "E-NAME-TAKEN",
            "{path} is there and is no link to fairlead",
            "choose a folder of its own and put it first on the PATH, or move {path} away",
            "A file or a foreign link has the name of a command that was to be installed or removed. Nothing was changed.");
    static final ProblemCode LINK_FAILED = new ProblemCode(
            "E-LINK-FAILED",
            "{path} could not be changed: {why}",
            "make sure that the folder is there and yours to write",
            "A link under another system's command name could not be made or removed. Those made before it stay.");

    private ProfileProblems() {}
}
