package io.fairlead.server.images;

import io.fairlead.core.image.ImageReference;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.recipe.OwnImage;
import io.fairlead.server.auth.Account;
import io.fairlead.server.auth.Accounts;
import java.io.IOException;
import java.util.Optional;

/** Whose an image is, by its name; the owner may be written as a uid or as a login. */
public final class Owners {
    private final Accounts accounts;

    public Owners(Accounts accounts) {
        this.accounts = accounts;
    }

    /** What a name means for somebody. */
    public sealed interface Meant {
        record Everybodys(ImageReference name) implements Meant {}

        /** @param name as the engine has it, with a uid */
        record Own(ImageReference name, long owner) implements Meant {}

        record Others(Problem problem) implements Meant {}
    }

    public Meant meant(long uid, ImageReference reference) throws InterruptedException {
        boolean mayBeId = reference.host().isEmpty() && reference.digest().isEmpty();
        if (mayBeId && (reference.path().equals("sha256") || reference.path().matches("[0-9a-f]{2,64}"))) {
            return new Meant.Others(ImagesProblems.BY_ID.reason("image", reference));
        }
        Optional<OwnImage> own = OwnImage.of(reference);
        if (own.isEmpty()) {
            return new Meant.Everybodys(reference);
        }
        Optional<Long> owner = owner(own.get().owner());
        if (owner.isEmpty() || (owner.get() != uid && uid != 0)) {
            return new Meant.Others(ImagesProblems.OTHERS.reason("image", reference));
        }
        return new Meant.Own(
                own.get().kind() == OwnImage.Kind.COMMITTED
                        ? reference
                        : new ImageReference(
                                Optional.empty(),
                                own.get().repositoryOf(owner.get()),
                                reference.tag(),
                                reference.digest()),
                owner.get());
    }

    /** A login that is digits is a uid here: identity is the uid. */
    private Optional<Long> owner(String text) throws InterruptedException {
        if (text.matches("\\d{1,10}")) {
            return Optional.of(Long.parseLong(text));
        }
        try {
            return accounts.named(text).map(Account::uid).map(Integer::longValue);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
