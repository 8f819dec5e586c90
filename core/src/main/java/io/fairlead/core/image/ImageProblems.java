package io.fairlead.core.image;

import io.fairlead.core.problem.ProblemCode;

/** What is refused about the names of images. */
final class ImageProblems {
    static final ProblemCode REFERENCE = new ProblemCode(
            "E-IMAGE-REFERENCE",
            "{part} is not allowed in an image reference: {rule}",
            "write [host[:port]/]path[:tag] or [host[:port]/]path@sha256:DIGEST, for example debian:12-slim",
            "The reference does not follow the grammar that registries share.");

    private ImageProblems() {}
}
