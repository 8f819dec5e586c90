package io.fairlead.server.volumes;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where in the container a mount appears: absolute, without doubled or trailing slashes.
 *
 * @param names from the root on, at least one
 */
public record MountTarget(List<String> names) {
    /** How many mounts a job may have. */
    public static final int MOUNTS_MAX = 100;

    /** Outer before inner: the order in which an engine must be given them. */
    public static final Comparator<MountTarget> OUTER_FIRST = Comparator.<MountTarget>comparingInt(
                    target -> target.names().size())
            .thenComparing(MountTarget::path);

    /** Nothing at these or beneath them. */
    private static final List<String> CLOSED = List.of(
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
    /** Nothing at these, though beneath them. */
    private static final List<String> CLOSED_ITSELF =
            List.of("/usr", "/usr/bin", "/usr/sbin", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libx32");

    private static final String SHARED_MEMORY = "/dev/shm";

    public MountTarget {
        names = List.copyOf(names);
    }

    /** What is wrong with a text as a target. */
    public static Optional<Problem> problem(FieldPath where, String text) {
        Optional<String> rule = rule(text);
        if (rule.isPresent()) {
            return Optional.of(VolumeProblems.TARGET.problem(where, text, "given", text, "rule", rule.get()));
        }
        MountTarget target = new MountTarget(split(text));
        return target.reserved()
                .map(reserved -> VolumeProblems.TARGET_RESERVED.problem(
                        where, text, "target", target.path(), "reserved", reserved, "elsewhere", target.elsewhere()));
    }

    /** @throws IllegalArgumentException where {@link #problem} has something to say */
    public static MountTarget of(String text) {
        problem(FieldPath.ROOT, text).ifPresent(problem -> {
            throw new IllegalArgumentException("unchecked target: " + problem.message());
        });
        return new MountTarget(split(text));
    }

    /** A target and the place in the definition that asked for it. */
    public record Wanted(FieldPath where, MountTarget target) {}

    /** What is wrong with targets taken together: too many, or two at one place. */
    public static List<Problem> problems(FieldPath where, List<Wanted> wanted) {
        List<Problem> found = new ArrayList<>();
        if (wanted.size() > MOUNTS_MAX) {
            found.add(VolumeProblems.MOUNTS_MANY.problem(
                    where, Integer.toString(wanted.size()), "count", wanted.size(), "most", MOUNTS_MAX));
        }
        List<MountTarget> seen = new ArrayList<>();
        for (Wanted one : wanted) {
            if (seen.contains(one.target())) {
                String path = one.target().path();
                found.add(VolumeProblems.TARGET_TWICE.problem(one.where(), path, "target", path));
            }
            seen.add(one.target());
        }
        return List.copyOf(found);
    }

    /** The innermost of the others that this one lies inside. */
    public Optional<MountTarget> enclosing(List<MountTarget> others) {
        return others.stream().filter(this::isInside).max(OUTER_FIRST);
    }

    /** Whether it lies inside the other, by component, and is not the same. */
    public boolean isInside(MountTarget other) {
        return names.size() > other.names.size()
                && names.subList(0, other.names.size()).equals(other.names);
    }

    /** The way from an enclosing target down to this one. */
    public SubPath below(MountTarget outer) {
        if (!isInside(outer)) {
            throw new IllegalArgumentException(this + " is not inside " + outer);
        }
        return new SubPath(names.subList(outer.names.size(), names.size()));
    }

    public String path() {
        return "/" + String.join("/", names);
    }

    @Override
    public String toString() {
        return path();
    }

    private static Optional<String> rule(String text) {
        if (!text.startsWith("/")) {
            return Optional.of("it does not begin with a slash");
        }
        Optional<String> whole = PathRules.wholeRule(text);
        if (whole.isPresent()) {
            return whole;
        }
        List<String> names = split(text);
        if (names.isEmpty()) {
            return Optional.of("that is the whole container");
        }
        if (names.size() > PathRules.DEPTH_MAX) {
            return Optional.of("it is more than " + PathRules.DEPTH_MAX + " folders deep");
        }
        return names.stream().flatMap(name -> PathRules.nameRule(name).stream()).findFirst();
    }

    private Optional<String> reserved() {
        if (isInside(plain(SHARED_MEMORY))) {
            return Optional.empty();
        }
        return CLOSED.stream()
                .filter(closed -> equals(plain(closed)) || isInside(plain(closed)))
                .findFirst()
                .or(() -> CLOSED_ITSELF.stream()
                        .filter(closed -> equals(plain(closed)))
                        .findFirst());
    }

    private String elsewhere() {
        return "/data/" + names.getLast();
    }

    private static MountTarget plain(String path) {
        return new MountTarget(split(path));
    }

    private static List<String> split(String text) {
        return Arrays.stream(text.split("/", -1))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
