package io.fairlead.wire.client;

import io.fairlead.net.Target;
import io.fairlead.wire.api.Api;
import io.fairlead.wire.api.Route;
import io.fairlead.wire.api.SubmitResponse;
import io.fairlead.wire.image.ContextMade;
import io.fairlead.wire.image.ImageActed;
import io.fairlead.wire.image.ImageDetail;
import io.fairlead.wire.image.ImageList;
import io.fairlead.wire.image.ImageOrder;
import io.fairlead.wire.json.RecordJson;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;

/** The part of the API that is about images. Everything may be asked in another's name, by root. */
public final class ImageClient {
    private static final String TAR = "application/x-tar";

    private final Line line;
    private final Supplier<String> keys;
    private final Optional<String> as;

    /** @param keys gives a new name for an order, each time */
    ImageClient(Line line, Supplier<String> keys, Optional<String> as) {
        this.line = line;
        this.keys = keys;
        this.as = as;
    }

    /** @param account in whose name; a login */
    public ImageClient as(Optional<String> account) {
        return new ImageClient(line, keys, account);
    }

    private Target target(Route route) {
        Target plain = Target.of(route.path());
        return as.isPresent() ? plain.with("as", as.get()) : plain;
    }

    /** @param orphaned those that nobody's recipe knows, in the place of all others */
    public ImageList list(boolean orphaned) throws ApiFailure, InterruptedException {
        Target target = orphaned ? target(Route.IMAGES).with("orphaned", "true") : target(Route.IMAGES);
        return line.record(line.repeatedly(line.request("GET", target.toString())), ImageList.class);
    }

    public ImageDetail show(String name) throws ApiFailure, InterruptedException {
        Target target = target(Route.IMAGE).with("name", name);
        return line.record(line.repeatedly(line.request("GET", target.toString())), ImageDetail.class);
    }

    /** Hands in the job that builds a version. */
    public SubmitResponse make(ImageOrder order) throws ApiFailure, InterruptedException {
        return line.record(
                line.repeatedly(line.request("POST", target(Route.IMAGE_MAKE).toString())
                        .header(Api.IDEMPOTENCY_KEY, keys.get())
                        .body(RecordJson.write(order), Api.JSON)),
                SubmitResponse.class);
    }

    /** @param archive a tar archive, read to its end */
    public ContextMade context(InputStream archive) throws ApiFailure, InterruptedException {
        return line.record(
                line.once(line.request("POST", target(Route.IMAGE_CONTEXT).toString())
                        .body(archive, TAR)),
                ContextMade.class);
    }

    public ImageActed tag(String name, String to) throws ApiFailure, InterruptedException {
        return acted("POST", target(Route.IMAGE_TAG).with("name", name).with("to", to));
    }

    public ImageActed delete(String name) throws ApiFailure, InterruptedException {
        return acted("DELETE", target(Route.IMAGE_DELETE).with("name", name));
    }

    /** @param keep versions of each name that stay; empty: all */
    public ImageActed prune(Optional<Integer> keep, boolean orphaned) throws ApiFailure, InterruptedException {
        Target target = target(Route.IMAGE_PRUNE);
        target = keep.isPresent() ? target.with("keep", keep.get().toString()) : target;
        return acted("POST", orphaned ? target.with("orphaned", "true") : target);
    }

    private ImageActed acted(String method, Target target) throws ApiFailure, InterruptedException {
        return line.record(line.once(line.request(method, target.toString())), ImageActed.class);
    }
}
