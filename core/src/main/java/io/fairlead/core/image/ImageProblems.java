package io.fairlead.core.image;

import io.fairlead.core.problem.ProblemCode;

/** What is refused about images: their names, and what becomes of looking for them. */
final class ImageProblems {
    static final ProblemCode REFERENCE = new ProblemCode(
            "E-IMAGE-REFERENCE",
            "{part} is not allowed in an image reference: {rule}",
            "write [host[:port]/]path[:tag] or [host[:port]/]path@sha256:DIGEST, for example debian:12-slim",
            "The reference does not follow the grammar that registries share.");

    static final ProblemCode NOT_FOUND = new ProblemCode(
            "E-IMAGE-NOT-FOUND",
            "there is no image {image}",
            "check the name and the tag; a private registry may also hide what it does not let you see",
            "Neither the engine nor the registry has an image of that name.");
    static final ProblemCode TAG_NOT_FOUND = new ProblemCode(
            "E-IMAGE-TAG-NOT-FOUND",
            "there is no image {image}; did you mean one of the tags {near}?",
            "use one of the tags {near}",
            "The registry has the repository, but not that tag.");
    static final ProblemCode AUTH = new ProblemCode(
            "E-IMAGE-AUTH",
            "the registry does not give {image} away without credentials that it accepts",
            "write the image as user:password@HOST/PATH:TAG; the password is kept as a secret and never shown",
            "Some registries also answer so for images that do not exist.");
    static final ProblemCode RATE_LIMIT = new ProblemCode(
            "E-IMAGE-RATE-LIMIT",
            "the registry answers no more requests for {image} for now",
            "wait some minutes, or use credentials: registries allow more to those they know",
            "The registry counts requests per address or account.");
    static final ProblemCode UNREACHABLE = new ProblemCode(
            "E-REGISTRY-UNREACHABLE",
            "the registry of {image} does not answer: {cause}",
            "check the registry's name in the reference, or try again later; an image that is on the machine needs no"
                    + " registry",
            "The name does not resolve, nothing listens there, or the answer does not come in time.");
    static final ProblemCode CORRUPT = new ProblemCode(
            "E-IMAGE-CORRUPT",
            "the registry's copy of {image} is damaged: {cause}",
            "try again; if it stays so, push the image again",
            "What arrived does not have the digest that names it. Nothing of it is kept.");
    static final ProblemCode DISK_FULL = new ProblemCode(
            "E-IMAGE-DISK-FULL",
            "the engine's disk has no room for {image}",
            "ask the administrator to free space on the engine's disk: docker system df shows what uses it",
            "An image is unpacked beside those that are there already.");
    static final ProblemCode WRONG_ARCH = new ProblemCode(
            "E-IMAGE-WRONG-ARCH",
            "{image} is not made for this machine: {detail}",
            "use an image for this machine's processor, or one for several",
            "A program made for another processor cannot run here.");
    static final ProblemCode RESERVED_LABEL = new ProblemCode(
            "E-IMAGE-RESERVED-LABEL",
            "{image} carries labels that only Fairlead may set: {labels}",
            "build the image without labels that begin with io.fairlead.",
            "An image's labels appear as its containers' labels and would pass for Fairlead's own records.");
    static final ProblemCode FAILED = new ProblemCode(
            "E-IMAGE-FAILED",
            "{image} could not be fetched: {cause}",
            "try again later; fairlead doctor tells the administrator what is wrong with the engine",
            "The engine failed in a way that Fairlead has no words of its own for.");

    private ImageProblems() {}
}
