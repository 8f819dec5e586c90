package io.fairlead.wire.dialect.ds01;

import io.fairlead.core.image.Frameworks;
import io.fairlead.core.image.Frameworks.Framework;
import io.fairlead.core.image.ImageReference;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The catalogue of AIME's MLC, {@code ml_images.repo}: on each line framework, version, architecture and image with commas
 * between, the newest of a framework first. The architecture stands in brackets since version 2, without them before, and
 * may be missing. Of two lines that say the same the first holds.
 */
public final class Catalogue {
    private static final int WITHOUT_ARCHITECTURE = 3;
    private static final int WHOLE = 4;

    private Catalogue() {}

    /** @param problems of lines that are none; such lines are left out */
    public record Result(Frameworks frameworks, List<Problem> problems) {}

    public static Result read(LimitsFile.Text file) {
        List<Framework> found = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        Set<String> known = new HashSet<>();
        String[] lines = new String(file.bytes(), StandardCharsets.UTF_8).split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] fields = line.split("\\s*,\\s*", -1);
            if (!wellFormed(fields)) {
                problems.add(LimitsFile.in(
                        file,
                        i + 1,
                        Ds01Problems.CATALOGUE.problem(FieldPath.ROOT, line, "line", i + 1, "text", line)));
                continue;
            }
            Framework one = framework(fields);
            if (known.add((one.word() + " " + one.architecture()).toLowerCase(Locale.ROOT))) {
                found.add(one);
            }
        }
        return new Result(new Frameworks(found), problems);
    }

    private static boolean wellFormed(String[] fields) {
        if (fields.length != WITHOUT_ARCHITECTURE && fields.length != WHOLE) {
            return false;
        }
        for (int i = 0; i < fields.length - 1; i++) {
            if (fields[i].isEmpty() || fields[i].chars().anyMatch(Character::isWhitespace)) {
                return false;
            }
        }
        try {
            ImageReference.parse(fields[fields.length - 1]);
            return true;
        } catch (ProblemException none) {
            return false;
        }
    }

    private static Framework framework(String[] fields) {
        String architecture =
                fields.length == WHOLE ? fields[2].replaceFirst("^\\[", "").replaceFirst("]$", "") : "";
        return new Framework(fields[0], fields[1], architecture, fields[fields.length - 1]);
    }
}
