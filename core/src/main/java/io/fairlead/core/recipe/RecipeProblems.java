package io.fairlead.core.recipe;

import io.fairlead.core.problem.ProblemCode;

/** What is refused of recipes and Dockerfiles. */
final class RecipeProblems {
    static final ProblemCode SET_UNKNOWN = new ProblemCode(
            "E-IMAGE-SET-UNKNOWN",
            "there is no package set {set}{near}; there are {known}",
            "use one of {known}, or name the packages: --pip NAME",
            "A package set is a list of packages that Fairlead knows by a name.");
    static final ProblemCode APT_NAME = new ProblemCode(
            "E-IMAGE-APT-NAME",
            "\"{name}\" is no name of a package of the distribution",
            "write NAME or NAME=VERSION in lower case, for example libsndfile1; apt-cache search finds names",
            "Names of packages have lower-case letters, digits and + - . in them.");
    static final ProblemCode REQUIREMENT = new ProblemCode(
            "E-IMAGE-REQUIREMENT",
            "{place}: \"{line}\" is no requirement: {rule}",
            "write it as pip takes it, for example torch>=2.0.1 or numpy<2; python_version<\"3.12\"",
            "Every line of a requirements file is honoured or refused, so that no package is installed without its version.");
    static final ProblemCode REQUIREMENTS_PATH = new ProblemCode(
            "E-IMAGE-REQUIREMENTS-PATH",
            "the requirements file {path} has a name that an image cannot hold",
            "give it a name of letters, digits and . _ - in the same folder as the file that names it",
            "The files are kept in the image under the names that they name each other by.");
    static final ProblemCode REQUIREMENTS_LARGE = new ProblemCode(
            "E-IMAGE-REQUIREMENTS-LARGE",
            "the requirements files have {size} characters together, more than {limit}",
            "write a Dockerfile that copies them from a build context: --dockerfile FILE --context FOLDER",
            "They travel in one command of the build, which the kernel bounds.");
    static final ProblemCode REQUIREMENT_LOCAL = new ProblemCode(
            "E-IMAGE-REQUIREMENT-LOCAL",
            "{file} names a package that is a folder or a file of this machine",
            "let the folder that holds it travel too: --context FOLDER",
            "A build sees only the files of its context.");
    static final ProblemCode INCLUDE_MISSING = new ProblemCode(
            "E-IMAGE-INCLUDE-MISSING",
            "{file} names the file {include}, which is not there",
            "put {include} beside {file}, or take the line out",
            "A requirements file may name others with -r and -c; they are read from its own folder and beneath.");
    static final ProblemCode INDEX_URL = new ProblemCode(
            "E-IMAGE-INDEX-URL",
            "\"{url}\" is no address of a package index",
            "write http:// or https://, for example --index-url https://pypi.example.org/simple",
            "pip asks this index in the place of its own.");
    static final ProblemCode NO_FROM = new ProblemCode(
            "E-DOCKERFILE-NO-FROM",
            "the Dockerfile has no FROM line",
            "begin it with FROM IMAGE; fairlead image list shows images that are here",
            "Every image of one's own begins with another.");
    static final ProblemCode FROM_SCRATCH = new ProblemCode(
            "E-DOCKERFILE-SCRATCH",
            "line {line} of the Dockerfile begins with nothing: FROM scratch",
            "begin with an image that has a shell, for example one of fairlead image list",
            "The user is written into the image with its own tools, and a job needs a system around it.");
    static final ProblemCode FROM_VARIABLE = new ProblemCode(
            "E-DOCKERFILE-VARIABLE",
            "line {line} of the Dockerfile names an image by a variable without a value: {text}",
            "write the name out, or give the variable a default before the first FROM: ARG NAME=value",
            "The base is looked up and pinned by its digest before the build begins.");
    static final ProblemCode DOCKERFILE_LINE = new ProblemCode(
            "E-DOCKERFILE-LINE",
            "line {line} of the Dockerfile: {cause}",
            "put the line right, then: fairlead image update NAME --rebuild",
            "Found before the build began.");
    static final ProblemCode RESERVED_LABEL = new ProblemCode(
            "E-DOCKERFILE-LABEL",
            "line {line} of the Dockerfile sets a label that only Fairlead may set",
            "use another prefix than io.fairlead.",
            "An image's labels appear as its containers' labels and would pass for Fairlead's own records.");

    private RecipeProblems() {}
}
