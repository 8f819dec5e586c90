package io.fairlead.server.images;

import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.problem.Problem;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.SequencedMap;

/** Looks into images that are on the node. */
public interface ImageLooks {
    /**
     * Whether the engine has exactly this image now.
     *
     * @throws IOException where the engine fails
     */
    boolean has(ResolvedImage image) throws IOException, InterruptedException;

    /**
     * @throws io.fairlead.core.problem.ProblemException where the image is gone, or cannot be used
     * @throws IOException where the engine fails
     */
    ImageLook of(ResolvedImage image) throws IOException, InterruptedException;

    /**
     * Which places a user without capabilities could not reach, because a folder of the image on the way is closed.
     *
     * @param groups all of the user's, the primary one too
     * @return by path, in the order asked, what is in the way; at the root path
     * @throws io.fairlead.core.problem.ProblemException where the image is gone, or cannot be used
     * @throws IOException where the engine fails
     */
    SequencedMap<String, Problem> closed(ResolvedImage image, long uid, Collection<Long> groups, List<Place> places)
            throws IOException, InterruptedException;

    /**
     * A place in the container.
     *
     * @param path absolute and normalised
     * @param covered whether something is mounted there, so that only the way there counts
     */
    record Place(String path, boolean covered) {}
}
