package io.fairlead.server.images;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.reconcile.Observation;
import java.util.Optional;

/** Brings images to engines. */
@FunctionalInterface
public interface Pulls {
    /**
     * Returns once the image is there or it is certain that it cannot be had; one pull serves all who ask at a time. To
     * ask again after a crash is safe: an image is there whole or not at all.
     *
     * @param uid on whose behalf, for their credential
     */
    Observation pull(ClusterId cluster, ResolvedImage image, long uid) throws InterruptedException;

    /** How far the pull of a digest is that is under way here; empty where none is. */
    default Optional<PullProgress> progress(String digest) {
        return Optional.empty();
    }
}
