package io.fairlead.server.images;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.reconcile.Observation;

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
}
