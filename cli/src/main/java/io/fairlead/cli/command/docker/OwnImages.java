package io.fairlead.cli.command.docker;

import io.fairlead.cli.command.Session;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.image.ImageSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The images that the caller may use, by the names and the ids that Docker's commands show. */
final class OwnImages {
    /** Docker takes shorter ones; these are told apart from names of images. */
    private static final int ID_MIN_CHARS = 6;

    private static final String DIGEST = "sha256:";

    private OwnImages() {}

    /** Newest first; those of everybody are without an owner. */
    static List<ImageSummary> all(Session session) throws ApiFailure, InterruptedException {
        List<ImageSummary> all =
                new ArrayList<>(session.server().images().list(false).images());
        all.addAll(session.server().images().list(true).images());
        all.sort((one, other) -> other.createdAt().compareTo(one.createdAt()));
        return all;
    }

    /** The one image that a word means as an id, whole or its beginning. */
    static Optional<ImageSummary> byId(Session session, String word) throws ApiFailure, InterruptedException {
        String digits = word.startsWith(DIGEST) ? word.substring(DIGEST.length()) : word;
        if (digits.length() < ID_MIN_CHARS || !digits.matches("[0-9a-f]+")) {
            return Optional.empty();
        }
        List<ImageSummary> begun = all(session).stream()
                .filter(image -> image.id().startsWith(DIGEST + digits))
                .toList();
        return begun.size() == 1 ? Optional.of(begun.getFirst()) : Optional.empty();
    }

    /** A name of the image that a word means: the word itself, unless it is an id. */
    static String named(Session session, String word) throws ApiFailure, InterruptedException {
        return byId(session, word).map(image -> image.names().getFirst()).orElse(word);
    }

    /** A name in a list, taken apart at the colon before its tag. */
    record Row(ImageSummary image, String repository, String tag) {
        static Row of(ImageSummary image, String name) {
            int colon = name.lastIndexOf(':');
            return new Row(image, name.substring(0, colon), name.substring(colon + 1));
        }

        /** The registry's digest under this name. */
        Optional<String> digest() {
            return image.digests().stream()
                    .filter(it -> it.startsWith(repository + "@"))
                    .map(it -> it.substring(repository.length() + 1))
                    .findFirst();
        }
    }
}
