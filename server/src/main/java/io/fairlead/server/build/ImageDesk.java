package io.fairlead.server.build;

import io.fairlead.server.auth.Caller;
import io.fairlead.server.control.Desk;
import io.fairlead.wire.image.ContextMade;
import io.fairlead.wire.image.ImageActed;
import io.fairlead.wire.image.ImageDetail;
import io.fairlead.wire.image.ImageList;
import io.fairlead.wire.image.ImageOrder;
import java.io.InputStream;
import java.util.Optional;

/** What a door asks about images. Every call blocks until its answer is final, and may be made from any virtual thread. */
public interface ImageDesk {
    /** Somebody in whose name root acts: their login; empty: the caller. */
    Caller as(Caller caller, Optional<String> account) throws NotDone, InterruptedException;

    /** Takes files for a build: a tar archive, read to its end. */
    ContextMade context(Caller owner, InputStream archive) throws NotDone, InterruptedException;

    /**
     * Records the job that makes a version of an image.
     *
     * @param asked who asks
     * @param account for whom, where that is somebody else
     * @param key names this order for ever
     */
    Desk.Accepted order(Caller asked, Optional<String> account, Optional<String> key, ImageOrder order)
            throws NotDone, InterruptedException;

    /** @param orphaned those that nobody's recipe knows, in the place of all others */
    ImageList list(Caller caller, boolean orphaned) throws NotDone, InterruptedException;

    /** @param name a reference, or a plain name of one's own */
    ImageDetail show(Caller caller, String name) throws NotDone, InterruptedException;

    /** Gives an image one more name. */
    ImageActed tag(Caller caller, String name, String other) throws NotDone, InterruptedException;

    /** Takes a version, a name, or all versions of an image away. */
    ImageActed delete(Caller caller, String name) throws NotDone, InterruptedException;

    /**
     * Takes away what builds that failed left for their next try; more where it is asked for.
     *
     * @param keep versions of each name that stay, 1 or more; empty: all
     * @param orphaned also images that nobody's recipe knows
     */
    ImageActed prune(Caller caller, Optional<Integer> keep, boolean orphaned) throws NotDone, InterruptedException;
}
