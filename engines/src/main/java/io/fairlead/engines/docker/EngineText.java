package io.fairlead.engines.docker;

import io.fairlead.core.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the engine means by its words. Its status codes do not tell a mistake of the user from a failure of the machine:
 * an unknown user, a NUL in a variable and a full disk are all a 500.
 */
final class EngineText {
    private static final int SERVER_ERROR = 500;

    /** What to make of a refused create or start. */
    sealed interface Verdict {
        /** The engine did nothing, for a reason that may pass. */
        record Later(String cause) implements Verdict {}

        /** It will not work, however often it is tried. */
        record Never(Problem problem) implements Verdict {}

        /** Nobody knows what the engine did. */
        record Unclear(String cause) implements Verdict {}
    }

    private record Rule(List<String> fragments, Function<String, Verdict> verdict) {
        boolean matches(String text) {
            return fragments.stream().allMatch(text::contains);
        }
    }

    /** The first rule all of whose fragments stand in the lower-cased text decides. */
    private static final List<Rule> RULES = List.of(
            later("no space left on device"),
            later("bind source path does not exist"),
            later("marked for removal"),
            later("removal of container", "in progress"),
            never(DockerProblems::imageVanished, "no such image"),
            never(DockerProblems::gpuRuntime, "could not select device driver"),
            never(DockerProblems::gpuRuntime, "cdi device injection failed"),
            never(DockerProblems::gpuRuntime, "unresolvable cdi devices"),
            never(DockerProblems::deviceMissing, "error gathering device information"),
            never(DockerProblems::deviceMissing, "nvidia-container-cli", "unknown device"),
            never(DockerProblems::engineSettings, "unknown runtime specified"),
            never(DockerProblems::engineSettings, "unknown or invalid runtime name"),
            never(DockerProblems::engineSettings, "error setting rlimit"),
            never(DockerProblems::user, "no matching entries in passwd file"),
            never(DockerProblems::user, "unable to find user"),
            never(DockerProblems::user, "unable to find group"),
            never(DockerProblems::architecture, "exec format error"),
            never(DockerProblems::workingDir, "cannot mkdir"),
            never(DockerProblems::workingDir, "mkdir", "cwd"),
            never(DockerProblems::workingDir, "chdir to cwd"),
            never(DockerProblems::mountTarget, "error mounting"),
            never(DockerProblems::mountTarget, "invalid mount"),
            never(DockerProblems::mountTarget, "duplicate mount point"),
            never(DockerProblems::commandMissing, "executable file not found"),
            never(DockerProblems::commandMissing, "exec:", "no such file or directory"),
            never(DockerProblems::commandClosed, "exec:", "permission denied"));

    /** What the engine's init writes in place of the command; the number is the process's own. */
    private static final Pattern INIT = Pattern.compile("\\[FATAL tini \\(\\d+\\)] (exec .+ failed: (.+))");

    /** The codes with which it ends then. */
    private static final Set<Integer> INIT_CODES = Set.of(1, 126, 127);

    private static final Map<String, Function<String, Problem>> INIT_CAUSES = Map.of(
            "No such file or directory", DockerProblems::commandMissing,
            "Not a directory", DockerProblems::commandMissing,
            "Permission denied", DockerProblems::commandClosed,
            "Exec format error", DockerProblems::architecture);

    private EngineText() {}

    /**
     * Why a command was never executed: the engine's init starts in any case, and says so in the container's log alone. A
     * log with anything else in it is that of a command that ran, whatever its code.
     *
     * @param code with which the container ended
     * @param log all of it
     */
    static Optional<Problem> neverRan(int code, String log) {
        Matcher init = INIT.matcher(log.strip());
        return INIT_CODES.contains(code) && init.matches()
                ? Optional.ofNullable(INIT_CAUSES.get(init.group(2))).map(problem -> problem.apply(init.group(1)))
                : Optional.empty();
    }

    /** @param text the engine's, in its own letters */
    static Verdict of(int status, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (Rule rule : RULES) {
            if (rule.matches(lower)) {
                return rule.verdict().apply(text);
            }
        }
        String cause = "the engine said " + status + ": " + text;
        return status >= SERVER_ERROR
                ? new Verdict.Unclear(cause)
                : new Verdict.Never(DockerProblems.refused(status, text));
    }

    private static Rule later(String... fragments) {
        return new Rule(List.of(fragments), text -> new Verdict.Later("the engine said: " + text));
    }

    private static Rule never(Function<String, Problem> problem, String... fragments) {
        return new Rule(List.of(fragments), text -> new Verdict.Never(problem.apply(text)));
    }
}
