package io.fairlead.core.volume;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** Paths as text: the same place is always the same text, and none climbs out of where it starts. */
public final class Paths {
    /** Most folders in one path. */
    static final int DEPTH_MAX = 100;

    /** Characters that look like a slash and that compatibility normalisation leaves alone. */
    private static final String SLASH_LOOK_ALIKES = "\u2044\u2215\u29f8";

    private Paths() {}

    /**
     * An absolute path, normalised.
     *
     * @throws ProblemException with one problem at the root path: relative, {@code ..} in it, a control character,
     * too long
     */
    public static String parse(String text) {
        if (!text.startsWith("/")) {
            throw new ProblemException(VolumeProblems.PATH_RELATIVE.problem(FieldPath.ROOT, text));
        }
        check(text);
        return normalised(text);
    }

    /**
     * A path beneath something, normalised; the empty text means the thing itself.
     *
     * @throws ProblemException with one problem at the root path: absolute, {@code ..} in it, a control character,
     * too long
     */
    public static String parseBeneath(String text) {
        if (text.startsWith("/")) {
            throw new ProblemException(VolumeProblems.SUBPATH_ABSOLUTE.problem(FieldPath.ROOT, text));
        }
        if (text.equals("~") || text.startsWith("~/")) {
            throw new ProblemException(VolumeProblems.PATH_TILDE.problem(FieldPath.ROOT, text));
        }
        check(text);
        String rooted = normalised("/" + text);
        return rooted.substring(1);
    }

    private static void check(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (isInvisible(text.codePointAt(i))) {
                String shown = String.format("U+%04X", text.codePointAt(i));
                throw refused(VolumeProblems.PATH_CHARACTER.problem(FieldPath.ROOT, text, "character", shown));
            }
        }
        for (String part : text.split("/", -1)) {
            if (part.equals("..")) {
                throw refused(VolumeProblems.PATH_CLIMBS.problem(FieldPath.ROOT, text));
            }
            if (looksLikeAPath(part)) {
                throw refused(VolumeProblems.PATH_LOOK_ALIKE.problem(FieldPath.ROOT, text, "part", part));
            }
            checkLength(text, part, MountTarget.PART_MAX_BYTES);
        }
        checkLength(text, text, MountTarget.LENGTH_MAX_BYTES);
        if (text.chars().filter(c -> c == '/').count() > DEPTH_MAX) {
            throw refused(VolumeProblems.PATH_DEEP.problem(FieldPath.ROOT, text, "max", DEPTH_MAX));
        }
    }

    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** A name that reads as a slash or as dots to a person, or to a file system that normalises. */
    private static boolean looksLikeAPath(String part) {
        String plain = Normalizer.normalize(part, Normalizer.Form.NFKC);
        return plain.indexOf('/') >= 0
                || part.chars().anyMatch(c -> SLASH_LOOK_ALIKES.indexOf(c) >= 0)
                || (!plain.equals(part) && (plain.equals(".") || plain.equals("..")));
    }

    private static void checkLength(String text, String part, int max) {
        if (part.length() > max / 4 && part.getBytes(StandardCharsets.UTF_8).length > max) {
            throw refused(VolumeProblems.PATH_LONG.problem(FieldPath.ROOT, text, "max", max));
        }
    }

    private static ProblemException refused(Problem problem) {
        return new ProblemException(problem);
    }

    /** Without doubled slashes, {@code .} parts and a trailing slash; {@code /} stays. */
    static String normalised(String absolute) {
        StringBuilder path = new StringBuilder(absolute.length());
        for (String part : absolute.split("/", -1)) {
            if (!part.isEmpty() && !part.equals(".")) {
                path.append('/').append(part);
            }
        }
        return path.isEmpty() ? "/" : path.toString();
    }
}
