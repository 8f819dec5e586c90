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

/** The answers of a server whose engines build no images. */
public final class NoImages implements ImageDesk {
    private static NotDone none() {
        return NotDone.of(Desk.Refused.Kind.CONFLICT, BuildProblems.NO_BUILDER.reason());
    }

    @Override
    public Caller as(Caller caller, Optional<String> account) {
        return caller;
    }

    @Override
    public ContextMade context(Caller owner, InputStream archive) throws NotDone {
        throw none();
    }

    @Override
    public Desk.Accepted order(Caller asked, Optional<String> account, Optional<String> key, ImageOrder order)
            throws NotDone {
        throw none();
    }

    @Override
    public ImageList list(Caller caller, boolean orphaned) throws NotDone {
        throw none();
    }

    @Override
    public ImageDetail show(Caller caller, String name) throws NotDone {
        throw none();
    }

    @Override
    public ImageActed tag(Caller caller, String name, String other) throws NotDone {
        throw none();
    }

    @Override
    public ImageActed delete(Caller caller, String name) throws NotDone {
        throw none();
    }

    @Override
    public ImageActed prune(Caller caller, Optional<Integer> keep, boolean orphaned) throws NotDone {
        throw none();
    }
}
