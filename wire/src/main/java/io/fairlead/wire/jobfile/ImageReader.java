package io.fairlead.wire.jobfile;

import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.RegistryCredential;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.TextNode;
import java.util.List;
import java.util.Optional;

/** Reads the image reference, and takes a credential out of it before anything else can see it. */
final class ImageReader {
    /** What follows an {@code @} when it is a digest, right or wrong; anything else is the image after a credential. */
    private static final List<String> DIGESTS = List.of("sha256:", "sha512:", "sha384:", "sha1:", "md5:");

    private static final String HIDDEN = "XXXX@";

    private final Context context;

    ImageReader(Context context) {
        this.context = context;
    }

    Optional<ImageReference> read(Node node) {
        if (!(node instanceof TextNode text)) {
            return context.values().wrongType(node, "a text", "\"debian:12-slim\"");
        }
        String image = text.text();
        // A path may have any sign in it, and never a credential.
        int at = image.startsWith("/") ? -1 : credentialEnd(image);
        if (at < 0) {
            return reference(node, image);
        }
        String rest = image.substring(at + 1);
        Optional<ImageReference> reference = reference(node, rest);
        int colon = image.indexOf(':');
        boolean form = colon > 0
                && colon < at - 1
                && image.indexOf('@') == at
                && image.substring(0, at).chars().noneMatch(Character::isWhitespace);
        if (!form) {
            context.report().problem(node, HIDDEN + rest, JobFileProblems.IMAGE_CREDENTIAL_FORM);
            return Optional.empty();
        }
        reference.ifPresent(r -> context.keep(
                new RegistryCredential(r.registry(), image.substring(0, colon), image.substring(colon + 1, at))));
        context.report().notice(node, HIDDEN + rest, JobFileProblems.IMAGE_CREDENTIAL);
        return reference;
    }

    /**
     * Where the {@code @} after a credential stands; negative when there is none. In doubt it is one: an error about a
     * strange credential shows nothing, an error about a strange image would show a password.
     */
    private static int credentialEnd(String image) {
        int at = image.lastIndexOf('@');
        if (at >= 0 && isDigest(image, at + 1)) {
            at = image.lastIndexOf('@', at - 1);
        }
        boolean plain =
                at >= 0 && image.lastIndexOf(':', at) < 0 && image.indexOf('@') == at && image.indexOf('/', at) < 0;
        return plain ? -1 : at;
    }

    private static boolean isDigest(String image, int from) {
        return DIGESTS.stream().anyMatch(algorithm -> image.startsWith(algorithm, from));
    }

    private Optional<ImageReference> reference(Node node, String image) {
        try {
            ImageReference reference = ImageReference.parse(image);
            if (!reference.isFile()
                    && reference.tag().isEmpty()
                    && reference.digest().isEmpty()) {
                context.report().notice(node, image, JobFileProblems.IMAGE_NO_TAG, "image", image);
            }
            return Optional.of(reference);
        } catch (ProblemException e) {
            context.report().problems(node, e);
            return Optional.empty();
        }
    }
}
