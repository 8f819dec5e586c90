package io.fairlead.core.recipe;

import io.fairlead.core.image.ImageReference;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an image that belongs to somebody: {@code fairlead-OWNER/NAME}, or {@code ds01-OWNER/NAME} as DS01 has it;
 * and the images that were once committed per container, {@code …._.UID}.
 *
 * @param owner a uid in digits, or a login
 * @param name without the owner; of a committed image its whole name
 */
public record OwnImage(Kind kind, String owner, String name) {
    /** What a name of one's own may be: it stands in references, file names and Dockerfiles. */
    public static final Pattern NAME = Pattern.compile("[a-z0-9]+(?:[._-]{1,2}[a-z0-9]+)*");

    public static final int NAME_MAX_CHARS = 64;

    private static final Pattern OWNED = Pattern.compile("(fairlead|ds01)-([^/]+)/(.+)");
    private static final Pattern COMMITTED = Pattern.compile("(.*)\\._\\.(\\d+)");

    /** Which of the families of names. */
    public enum Kind {
        FAIRLEAD,
        DS01,
        /** Made by DS01 or AIME MLC from a container: one for each. */
        COMMITTED
    }

    /** Whose it is by its name; empty for a name that belongs to everybody. */
    public static Optional<OwnImage> of(ImageReference reference) {
        if (reference.host().isPresent()) {
            return Optional.empty();
        }
        String whole = reference.path() + reference.tag().map(tag -> ":" + tag).orElse("");
        Matcher committed = COMMITTED.matcher(whole);
        if (committed.matches()) {
            return Optional.of(new OwnImage(Kind.COMMITTED, committed.group(2), whole));
        }
        Matcher owned = OWNED.matcher(reference.path());
        return owned.matches()
                ? Optional.of(new OwnImage(
                        owned.group(1).equals("ds01") ? Kind.DS01 : Kind.FAIRLEAD, owned.group(2), owned.group(3)))
                : Optional.empty();
    }

    public static boolean isName(String text) {
        return text.length() <= NAME_MAX_CHARS && NAME.matcher(text).matches();
    }

    /** Under Fairlead's own name. */
    public static String repository(long uid, String name) {
        return "fairlead-" + uid + "/" + name;
    }

    /** Under both names, ours first. */
    public static List<String> repositories(long uid, String name) {
        return List.of(repository(uid, name), "ds01-" + uid + "/" + name);
    }

    /** The image of one's own that somebody calls by its bare name, as {@code my-project:2}; empty for any other name. */
    public static Optional<ImageReference> called(long uid, ImageReference reference) {
        boolean bare = reference.host().isEmpty() && reference.digest().isEmpty() && isName(reference.path());
        return bare
                ? Optional.of(ImageReference.parse(repository(uid, reference.path()) + ":" + reference.tagOrDigest()))
                : Optional.empty();
    }

    /** The same name with the owner's uid in the place of a login. */
    public String repositoryOf(long uid) {
        return (kind == Kind.DS01 ? "ds01-" : "fairlead-") + uid + "/" + name;
    }
}
