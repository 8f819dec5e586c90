package io.fairlead.core.volume;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A place inside a container where storage may appear: absolute, normalised, not the root and nothing that the engine or
 * Fairlead itself fills.
 *
 * @param path starts with {@code /}; no empty, {@code .} or {@code ..} part; no trailing {@code /}
 */
public record MountTarget(String path) {
    /** Longest path the kernel takes, less the terminating zero. */
    public static final int LENGTH_MAX_BYTES = 4095;

    /** Longest name of one folder. */
    public static final int PART_MAX_BYTES = 255;

    /** Outer before inner: the order in which an engine must be given them. */
    public static final Comparator<MountTarget> OUTER_FIRST =
            Comparator.comparingLong(MountTarget::depth).thenComparing(MountTarget::path);

    /** With everything beneath them: the kernel's views, the files that say who the user is, the programs of the image. */
    private static final List<String> RESERVED = List.of(
            "/proc",
            "/sys",
            "/dev",
            "/etc",
            "/bin",
            "/sbin",
            "/lib",
            "/lib32",
            "/lib64",
            "/libx32",
            "/boot",
            "/run/fairlead",
            "/var/run/fairlead");

    /** Themselves, though not what is beneath. */
    private static final List<String> RESERVED_ITSELF =
            List.of("/usr", "/usr/bin", "/usr/sbin", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libx32");

    public MountTarget {
        if (!path.equals(Paths.normalised(path)) || path.equals("/")) {
            throw new IllegalArgumentException("not a normalised mount target: " + path);
        }
    }

    /**
     * Checks and normalises: doubled slashes, {@code .} parts and a trailing slash go.
     *
     * @throws ProblemException with one problem at the root path, when no storage may be mounted there
     */
    public static MountTarget parse(String text) {
        String path = Paths.parse(text);
        if (path.equals("/")) {
            throw refused(VolumeProblems.TARGET_ROOT.problem(FieldPath.ROOT, text));
        }
        for (String reserved : RESERVED) {
            if (path.equals(reserved) || path.startsWith(reserved + "/")) {
                throw refused(VolumeProblems.TARGET_RESERVED.problem(FieldPath.ROOT, text, "reserved", reserved));
            }
        }
        if (RESERVED_ITSELF.contains(path)) {
            throw refused(VolumeProblems.TARGET_RESERVED.problem(FieldPath.ROOT, text, "reserved", path));
        }
        return new MountTarget(path);
    }

    /** Whether it lies inside the other, by component, and is not the same. */
    public boolean isInside(MountTarget other) {
        return path.startsWith(other.path + "/");
    }

    /** The innermost of the others that this one lies inside. */
    public Optional<MountTarget> enclosing(List<MountTarget> others) {
        return others.stream().filter(this::isInside).max(OUTER_FIRST);
    }

    /**
     * The way from an enclosing target down to this one, without a slash at its ends.
     *
     * @throws IllegalArgumentException where this one is not inside
     */
    public String below(MountTarget outer) {
        if (!isInside(outer)) {
            throw new IllegalArgumentException(this + " is not inside " + outer);
        }
        return path.substring(outer.path.length() + 1);
    }

    private long depth() {
        return path.chars().filter(c -> c == '/').count();
    }

    private static ProblemException refused(Problem problem) {
        return new ProblemException(problem);
    }

    @Override
    public String toString() {
        return path;
    }
}
