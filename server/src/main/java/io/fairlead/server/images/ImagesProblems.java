package io.fairlead.server.images;

import io.fairlead.core.problem.ProblemCode;

/** What is refused about images here, besides what engines and registries say. */
final class ImagesProblems {
    static final ProblemCode NOT_LOCAL = new ProblemCode(
            "E-IMAGE-NOT-LOCAL",
            "the engine has no image {image}, and pull is never",
            "write \"pull\": \"missing\" to let it be fetched, or load the image on the machine",
            "With pull never no registry is asked. An image that Fairlead fetched is known by its digest, not by its tag.");
    static final ProblemCode TAG_HERE = new ProblemCode(
            "E-IMAGE-TAG-HERE",
            "{image} is not on this machine, and no registry gives it; did you mean the tag {near}, which is here?",
            "use the tag {near}; or see that the image's registry has it and answers",
            "A slip in a tag is told even where no registry can be asked.");
    static final ProblemCode OWN_HERE = new ProblemCode(
            "E-IMAGE-OWN-HERE",
            "{image} is not on this machine, and no registry gives it; did you mean {near}, which is yours?",
            "write {near}; fairlead image list shows the names of your images",
            "An image of one's own is named with its owner's uid, so that its name is nobody else's.");
    static final ProblemCode PLACE_CLOSED = new ProblemCode(
            "E-IMAGE-FOLDER-CLOSED",
            "{path} cannot be reached: the folder {folder} of image {image} is closed to uid {uid}",
            "use a path outside {folder}, or open it when the image is built: RUN chmod a+x {folder}",
            "A job runs with its owner's rights. What is mounted beneath a folder that the owner may not enter would be"
                    + " there and out of reach.");
    static final ProblemCode CREDENTIAL_NOT_KEPT = new ProblemCode(
            "E-CREDENTIAL-NOT-KEPT",
            "the server could not keep the credential for registry {registry}: {cause}",
            "try again; the administrator finds the reason in the server's log, most often a full disk",
            "A credential is kept encrypted, because the image may be fetched only later.");

    static final ProblemCode NOT_THERE = new ProblemCode(
            "N-IMAGE-NOT-THERE",
            "the job does not run on cluster {cluster}, whose engine cannot have image {image}: {why}",
            "load the image there too: docker save {image} | docker -H ENGINE load",
            "Clusters may have engines of their own, each with its own images. A job is placed only where its image is.");
    static final ProblemCode OTHERS = new ProblemCode(
            "E-IMAGE-OTHERS",
            "{image} belongs to another user",
            "make your own: fairlead image create NAME; or ask its owner for the recipe",
            "An image may hold its owner's files. The name says whose it is: fairlead-OWNER/NAME, ds01-OWNER/NAME.");
    static final ProblemCode BY_ID = new ProblemCode(
            "E-IMAGE-BY-ID",
            "{image} may be the id of an image, which is no name",
            "use its name: fairlead image list shows names; a name of such letters needs its registry before it",
            "An id would lead to any image of the machine, whoever's it is.");

    static final ProblemCode AGAIN_GONE = new ProblemCode(
            "E-IMAGE-GONE",
            "the image that {image} was, {digest}, is no longer here, and no registry gives it",
            "submit the job anew to take what {image} is now: fairlead show JOB --source | fairlead submit -",
            "A rerun takes exactly the recorded image. Another one under the same name would be another job.");
    static final ProblemCode AGAIN_UNKNOWN = new ProblemCode(
            "E-IMAGE-NOT-LOOKED-UP",
            "whether the recorded image of {image} is still here could not be asked: {cause}",
            "try again; fairlead doctor tells the administrator what is wrong with the engine",
            "A rerun takes exactly the recorded image, and the engine did not say whether it has it.");

    private ImagesProblems() {}
}
