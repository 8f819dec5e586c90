package io.fairlead.cli.command.docker;

import io.fairlead.core.problem.ProblemCode;

/** What Docker's commands find wrong before they ask the server. */
final class DockerProblems {
    static final ProblemCode NO_SUCH = new ProblemCode(
            "E-NO-SUCH-CONTAINER",
            "no such container: {name}",
            "docker ps -a lists yours",
            "Of containers, one's own jobs are known, by the name or the id that docker ps shows.");
    static final ProblemCode FILTER = new ProblemCode(
            "E-DOCKER-FILTER",
            "docker ps has no filter {filter} here; there are name and status",
            "write --filter name=TEXT or --filter status=running",
            "Other filters are not built.");
    static final ProblemCode AMBIGUOUS_TYPE = new ProblemCode(
            "E-NO-SUCH-OBJECT",
            "there is neither a container nor an image {name} of yours",
            "docker ps -a and docker images list yours",
            "docker inspect looks for a container of this name, and then for an image; --type says which is meant.");
    static final ProblemCode IMAGE_FILTER = new ProblemCode(
            "E-DOCKER-IMAGE-FILTER",
            "docker images has no filter {filter} here; there is reference",
            "write --filter reference=PATTERN, or name the repository",
            "Other filters are not built.");
    static final ProblemCode SEVERAL_NAMES = new ProblemCode(
            "E-DOCKER-SEVERAL-NAMES",
            "the image {id} has several names: {names}",
            "docker rmi NAME takes one of them away, docker rmi -f {id} all of them",
            "An id means the image with all of its names.");

    private DockerProblems() {}
}
