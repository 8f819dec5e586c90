package io.fairlead.server.build;

import io.fairlead.core.problem.ProblemCode;

/** What is refused about images of one's own, and how builds end. */
final class BuildProblems {
    static final ProblemCode NO_BUILDER = new ProblemCode(
            "E-IMAGE-NO-BUILDER",
            "no engine of this server builds images",
            "ask the administrator for a cluster whose engine is docker",
            "Images are built by a Docker Engine's own builder.");
    static final ProblemCode NAME = new ProblemCode(
            "E-IMAGE-NAME",
            "\"{name}\" cannot be the name of an image",
            "use up to 64 lower-case letters and digits, with single . _ - between them, for example my-project",
            "The name stands in references, in Dockerfiles and in file names.");
    static final ProblemCode EXISTS = new ProblemCode(
            "E-IMAGE-EXISTS",
            "you have an image {name} already",
            "fairlead image update {name} makes its next version; fairlead image create {name} --force begins anew,"
                    + " and the old versions stay",
            "Creating must not hide an image that is there.");
    static final ProblemCode OTHER_UID = new ProblemCode(
            "E-IMAGE-OTHER-UID",
            "the image {image} was made for uid {found}, not for yours, {uid}",
            "fairlead image create {name} --force makes it anew for you",
            "The user in an image is the one it was built for; a job would run, but its files would look like somebody else's.");
    static final ProblemCode UNKNOWN = new ProblemCode(
            "E-IMAGE-UNKNOWN",
            "there is no image {name} that you may use",
            "fairlead image list shows those that there are",
            "Images of other users are not shown, and not told apart from images that are not there.");
    static final ProblemCode ORDER = new ProblemCode(
            "E-IMAGE-ORDER",
            "an image is made from a recipe or from a Dockerfile: {cause}",
            "give one of the two",
            "The order for a build is incomplete.");
    static final ProblemCode CONTEXT_MISSING = new ProblemCode(
            "E-IMAGE-CONTEXT-MISSING",
            "the build copies files, and none were sent with it",
            "name the folder that has them: --context FOLDER",
            "A build sees only the files of its context.");
    static final ProblemCode CONTEXT_GONE = new ProblemCode(
            "E-IMAGE-CONTEXT-GONE",
            "the files of the build, {digest}, are not there any more",
            "send the order again with its files",
            "Files sent for a build are kept for a day.");
    static final ProblemCode CONTEXT_LARGE = new ProblemCode(
            "E-IMAGE-CONTEXT-LARGE",
            "the files of the build have more than {limit} MiB together",
            "name a smaller folder, or list what does not belong into the image in .dockerignore",
            "Data belongs into storage; the image provides the runtime.");
    static final ProblemCode CONTEXT_MANY = new ProblemCode(
            "E-IMAGE-CONTEXT-MANY",
            "there are more than {limit} files for the build",
            "name a smaller folder, or list what does not belong into the image in .dockerignore",
            "Data belongs into storage; the image provides the runtime.");
    static final ProblemCode CONTEXT_NAME = new ProblemCode(
            "E-IMAGE-CONTEXT-NAME",
            "a build cannot take \"{name}\" with it",
            "leave it out of the folder, or list it in .dockerignore",
            "Only files, folders and symbolic links beneath the folder travel; no devices, sockets or names that lead out of it.");
    static final ProblemCode CONTEXT_BROKEN = new ProblemCode(
            "E-IMAGE-CONTEXT-BROKEN",
            "the files of the build are not a whole tar archive: {cause}",
            "send them again",
            "The archive was cut short, or is none.");
    static final ProblemCode ON_BUILD = new ProblemCode(
            "E-IMAGE-ON-BUILD",
            "the base {image} wants to copy from another image whenever something is built on it",
            "use another base",
            "What such a base copies would not be checked for belonging to somebody else.");
    static final ProblemCode IN_USE = new ProblemCode(
            "E-IMAGE-IN-USE",
            "{name} is used by {users}",
            "wait for their end, or end your own: fairlead cancel JOB",
            "A job that waits or runs must find the image that it was admitted with.");
    static final ProblemCode ENGINE_USES = new ProblemCode(
            "E-IMAGE-IN-CONTAINER",
            "{name} is used by a container that Fairlead did not make",
            "ask the administrator; docker ps -a shows which",
            "The engine does not give up an image that one of its containers is made of.");
    static final ProblemCode TAG_RESERVED = new ProblemCode(
            "E-IMAGE-TAG-RESERVED",
            "\"{tag}\" is no tag of one's own",
            "use a word, for example experiment-42; numbers are versions, and the next build moves latest",
            "Versions are numbered by Fairlead.");
    static final ProblemCode TAG_TARGET = new ProblemCode(
            "E-IMAGE-TAG-TARGET",
            "you may not give an image the name {name}",
            "use a name of your own: NAME:TAG, fairlead-{uid}/NAME:TAG or ds01-{uid}/NAME:TAG",
            "Names without an owner are for everybody, and an administrator gives them.");
    static final ProblemCode ENGINE = new ProblemCode(
            "E-IMAGE-ENGINE",
            "the engine failed: {cause}",
            "try again later; fairlead doctor tells the administrator what is wrong with the engine",
            "Nothing was changed, or not everything: look with fairlead image list.");
    static final ProblemCode SHELF = new ProblemCode(
            "E-IMAGE-RECORDS",
            "what is known of images could not be read or written: {cause}",
            "the administrator finds the reason in the server's log, most often a full disk",
            "Recipes and versions are kept in the server's state folder.");
    static final ProblemCode ACCOUNT = new ProblemCode(
            "E-IMAGE-ACCOUNT",
            "there is no account {user}",
            "check the name: getent passwd {user}",
            "Root may make an image for somebody, by their login.");
    static final ProblemCode REPLACED = new ProblemCode(
            "N-IMAGE-OTHER-UID",
            "the image {image} was made for uid {found}; this version is made for yours, {uid}",
            "",
            "With --force an image made for another uid is made anew.");

    private BuildProblems() {}
}
