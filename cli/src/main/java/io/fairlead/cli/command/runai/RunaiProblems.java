package io.fairlead.cli.command.runai;

import io.fairlead.core.problem.ProblemCode;

/** What Run:AI's commands find wrong before they ask the server. */
final class RunaiProblems {
    static final ProblemCode LOCAL_IMAGE = new ProblemCode(
            "E-LOCAL-IMAGE",
            "cluster {cluster} has {count} machines, and an image that is on one of them is not on the others",
            "put it where all of them find it: docker tag {image} REGISTRY/{image} && docker push REGISTRY/{image}; then"
                    + " submit that without --local-image",
            "--local-image takes the image that is on the machine where the job happens to run.");

    private RunaiProblems() {}
}
