package io.fairlead.core.volume;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import java.nio.charset.StandardCharsets;

/** Paths as text: the same place is always the same text, and none climbs out of where it starts. */
public final class Paths {
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
        check(text);
        String rooted = normalised("/" + text);
        return rooted.substring(1);
    }

    private static void check(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                String shown = String.format("U+%04X", (int) text.charAt(i));
                throw refused(VolumeProblems.PATH_CHARACTER.problem(FieldPath.ROOT, text, "character", shown));
            }
        }
        for (String part : text.split("/", -1)) {
            if (part.equals("..")) {
                throw refused(VolumeProblems.PATH_CLIMBS.problem(FieldPath.ROOT, text));
            }
            checkLength(text, part, MountTarget.PART_MAX_BYTES);
        }
        checkLength(text, text, MountTarget.LENGTH_MAX_BYTES);
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
