package io.fairlead.cli.command.ds01;

import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.command.image.Offered;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.image.ImageDetail;
import java.util.List;
import java.util.Optional;

/**
 * The image of a container.
 *
 * @param isOwn whether it was meant without being named
 * @param writtenFor the uid that is written into it; empty where none is, or where nothing is known of the image
 */
record Chosen(String reference, boolean isOwn, Optional<String> writtenFor, long uid) {
    private static final String USER_ID = "aime.mlc.DS01_USER_ID";

    /** The image before the framework before one's own image of the container's name. */
    static Chosen of(Given given, Session session, String name) throws Failure, ApiFailure, InterruptedException {
        List<String> words = given.arguments();
        Optional<String> typed = words.size() > 1 ? Optional.of(words.get(1)) : Optional.empty();
        Optional<String> flag = given.text("--image");
        if (typed.isPresent() && flag.isPresent() && !typed.equals(flag)) {
            throw new WrongUsage("two images: " + typed.get() + " and " + flag.get(), "name one of them");
        }
        long uid = session.shell().world().uid();
        Optional<String> named = flag.or(() -> typed);
        if (named.isEmpty() && given.has("--framework")) {
            Offered offered = new Offered(session.server().images().list(false).frameworks());
            named = Optional.of(offered.image(given.text("--framework", "")));
        }
        String reference = named.orElseGet(() -> "ds01-" + uid + "/" + name + ":latest");
        return new Chosen(reference, named.isEmpty(), writtenFor(session, reference), uid);
    }

    private static Optional<String> writtenFor(Session session, String reference)
            throws ApiFailure, InterruptedException {
        try {
            ImageDetail image = session.server().images().show(reference);
            return Optional.ofNullable(image.labels().get(USER_ID));
        } catch (ApiRefusal unknown) {
            return Optional.empty();
        }
    }

    private boolean isAnothers() {
        return writtenFor.isPresent() && !writtenFor.get().equals(Long.toString(uid));
    }

    /** What is worth knowing before it is used. */
    Optional<String> notice() {
        return isAnothers()
                ? Optional.of("the image " + reference + " was made for uid " + writtenFor.get()
                        + "; the container is yours all the same (uid " + uid
                        + "), and image-create NAME --force makes the"
                        + " image anew for you")
                : Optional.empty();
    }

    /** How it is prepared for its user. */
    String preparation() {
        if (isAnothers()) {
            return "made for another (uid " + writtenFor.get() + ")";
        }
        return writtenFor.isPresent() ? "made for you" : "never prepared for anyone";
    }
}
