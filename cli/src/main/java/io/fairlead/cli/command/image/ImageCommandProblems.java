package io.fairlead.cli.command.image;

import io.fairlead.core.problem.ProblemCode;

/** What these commands find wrong before they ask the server. */
final class ImageCommandProblems {
    static final ProblemCode FILE = new ProblemCode(
            "E-IMAGE-FILE",
            "{file} can not be used: {why}",
            "give the path of a text file that you may read",
            "A file that is to go into an image is missing, closed to you, or no text.");
    static final ProblemCode HOME = new ProblemCode(
            "E-IMAGE-HOME",
            "{file} can not be written: {why}",
            "make room or take back what is in its place; --no-files builds without keeping the files",
            "The Dockerfile and the recipe are kept in your home, so that you can read and change them.");
    static final ProblemCode CONTEXT = new ProblemCode(
            "E-IMAGE-CONTEXT",
            "{path} can not travel with the build: {why}",
            "name another folder, or list what does not belong into the image in .dockerignore",
            "The folder named by --context is sent to the server, files and symbolic links alone.");
    static final ProblemCode NOTHING_NEW = new ProblemCode(
            "E-IMAGE-NOTHING-NEW",
            "nothing is to be changed about {name}",
            "say what: --add-pip, --add-apt, --add-set, -r FILE, --dockerfile FILE, or --rebuild for a Dockerfile edited by"
                    + " hand",
            "An update makes a version only where there is something to do.");
    static final ProblemCode NO_RECIPE = new ProblemCode(
            "E-IMAGE-NO-RECIPE",
            "it is not known what the image {name} is made from",
            "fairlead image create {name} --force --base IMAGE makes it anew",
            "Only images that Fairlead built have a recipe.");
    static final ProblemCode FRAMEWORK = new ProblemCode(
            "E-FRAMEWORK-UNKNOWN",
            "the site offers no framework {name}",
            "{near}there are {names}; --base IMAGE names any image",
            "Frameworks are names of images in the site's configuration; fairlead image list --frameworks shows them.");
    static final ProblemCode FRAMEWORK_VERSION = new ProblemCode(
            "E-FRAMEWORK-VERSION",
            "the site offers {name}, but not in this version",
            "there are {versions}; {name} alone is the first of them",
            "A version of a framework is one that the site's configuration lists, and that the driver can run.");
    static final ProblemCode NO_FRAMEWORKS = new ProblemCode(
            "E-FRAMEWORK-NONE",
            "the site lists no frameworks, so {name} means none",
            "--base IMAGE names an image, for example one of fairlead image list; whoever runs the server lists frameworks in"
                    + " its configuration",
            "What a framework's name means is said under frameworks in the configuration, or in MLC's catalogue.");
    static final ProblemCode BOOTSTRAP = new ProblemCode(
            "E-IMAGE-BOOTSTRAP",
            "the base image was not made: {why}",
            "put right what is said above, then: fairlead image bootstrap",
            "The image is made by a script with the distribution's own tools; it needs root.");

    private ImageCommandProblems() {}
}
