package io.fairlead.server.images;

import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.RegistryCredential;
import io.fairlead.core.job.PullPolicy;
import io.fairlead.core.problem.Problem;
import java.util.Optional;

/**
 * Names that belong to somebody: {@code fairlead-OWNER/…}, {@code ds01-OWNER/…} and what was committed from containers.
 * The owner may be a uid or a login; nobody but the owner, and root, gets at the image; no registry is asked for it.
 */
public final class OwnNames implements ImageResolver {
    private final ImageResolver others;
    private final Owners owners;

    public OwnNames(ImageResolver others, Owners owners) {
        this.others = others;
        this.owners = owners;
    }

    @Override
    public Answer resolve(
            long uid, ImageReference reference, PullPolicy policy, Optional<RegistryCredential> credential)
            throws InterruptedException {
        return switch (owners.meant(uid, reference)) {
            case Owners.Meant.Others(Problem problem) -> new Answer.Refused(problem, false);
            case Owners.Meant.Everybodys(ImageReference name) -> others.resolve(uid, name, policy, credential);
            case Owners.Meant.Own(ImageReference name, long _) ->
                others.resolve(uid, name, PullPolicy.NEVER, credential);
        };
    }
}
