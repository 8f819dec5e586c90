package io.fairlead.server.images;

import io.fairlead.core.image.ResolvedImage;
import java.io.IOException;

/** Looks into images that are on the node. */
@FunctionalInterface
public interface ImageLooks {
    /**
     * @throws io.fairlead.core.problem.ProblemException where the image is gone, or cannot be used
     * @throws IOException where the engine fails
     */
    ImageLook of(ResolvedImage image) throws IOException, InterruptedException;
}
