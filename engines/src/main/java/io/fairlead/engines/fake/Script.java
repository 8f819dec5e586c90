package io.fairlead.engines.fake;

import io.fairlead.core.job.StopSignal;
import io.fairlead.core.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a container pretends, read from its variables; whatever is left out has a default that makes a short, good job.
 *
 * @param runFor {@value #RUN_FOR}, for example {@code 90s}, {@code 250ms}, {@code 2m}; empty ({@code forever}): until a
 *     signal; default one second
 * @param exitCode {@value #EXIT_CODE}, 0–255, of a container that ends by itself; default 0
 * @param outOfMemory {@value #OOM}: it ends as if the kernel had killed it for memory, with code 137
 * @param out {@value #OUT}, one line of output each, spread evenly over the run
 * @param failCreate {@value #FAIL_CREATE}: refused when it is made, with these words
 * @param failStart {@value #FAIL_START}: made, but refused when it is started, with these words
 * @param ignoresStop {@value #IGNORE_TERM}: only SIGKILL ends it
 * @param stopCode {@value #STOP_CODE}: its code when a stop signal ends it; default 128 and the signal's number
 * @param stopTakes {@value #STOP_TAKES}: from a stop signal to the end; default nothing
 * @param killTakes {@value #KILL_TAKES}: from SIGKILL to the end, as if its process hung in the kernel; default nothing
 */
record Script(
        Optional<Duration> runFor,
        int exitCode,
        boolean outOfMemory,
        List<String> out,
        Optional<String> failCreate,
        Optional<String> failStart,
        boolean ignoresStop,
        Optional<Integer> stopCode,
        Duration stopTakes,
        Duration killTakes) {
    static final String RUN_FOR = "FAKE_RUN_FOR";
    static final String EXIT_CODE = "FAKE_EXIT_CODE";
    static final String OOM = "FAKE_OOM";
    static final String OUT = "FAKE_OUT";
    static final String FAIL_CREATE = "FAKE_FAIL_CREATE";
    static final String FAIL_START = "FAKE_FAIL_START";
    static final String IGNORE_TERM = "FAKE_IGNORE_TERM";
    static final String STOP_CODE = "FAKE_STOP_CODE";
    static final String STOP_TAKES = "FAKE_STOP_TAKES";
    static final String KILL_TAKES = "FAKE_KILL_TAKES";

    private static final int KILLED = 137;
    private static final int CODE_MAX = 255;
    private static final Duration USUAL_RUN = Duration.ofSeconds(1);
    private static final List<String> USUAL_OUT =
            List.of("This is Fairlead's fake engine: nothing of this job was really run.");
    /** Signals that end no process that did not ask for them. */
    private static final List<String> HARMLESS =
            List.of("SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGWINCH");

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)");

    Script {
        out = List.copyOf(out);
    }

    /**
     * @param environment of the container; variables that do not begin with {@code FAKE_} mean nothing
     * @throws ProblemException where a value cannot be read
     */
    static Script of(Map<String, String> environment) {
        String run = environment.getOrDefault(RUN_FOR, "");
        String out = environment.get(OUT);
        return new Script(
                run.equals("forever") ? Optional.empty() : Optional.of(duration(environment, RUN_FOR, USUAL_RUN)),
                code(environment, EXIT_CODE).orElse(0),
                flag(environment, OOM),
                out == null ? USUAL_OUT : out.lines().toList(),
                Optional.ofNullable(environment.get(FAIL_CREATE)),
                Optional.ofNullable(environment.get(FAIL_START)),
                flag(environment, IGNORE_TERM),
                code(environment, STOP_CODE),
                duration(environment, STOP_TAKES, Duration.ZERO),
                duration(environment, KILL_TAKES, Duration.ZERO));
    }

    /** The same until a signal, whatever becomes of the command: a session, which then ends well. */
    Script heldOpen() {
        return new Script(
                Optional.empty(),
                0,
                false,
                out,
                failCreate,
                failStart,
                ignoresStop,
                Optional.of(0),
                stopTakes,
                killTakes);
    }

    /** How it ends by itself. */
    int ownCode() {
        return outOfMemory ? KILLED : exitCode;
    }

    /** What a signal does to it. */
    Reaction to(String signal) {
        if (signal.equals("SIGKILL")) {
            return new Reaction(true, killTakes, KILLED);
        }
        if (ignoresStop || HARMLESS.contains(signal)) {
            return new Reaction(false, Duration.ZERO, 0);
        }
        int usual = 128 + StopSignal.parse(signal).map(StopSignal::number).orElse(0);
        return new Reaction(true, stopTakes, stopCode.orElse(usual));
    }

    /**
     * @param ends whether it ends at all
     * @param after how long it takes to
     * @param code with which
     */
    record Reaction(boolean ends, Duration after, int code) {}

    private static Duration duration(Map<String, String> environment, String variable, Duration usual) {
        String text = environment.get(variable);
        if (text == null) {
            return usual;
        }
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            throw refused(variable, text, "a time is a whole number with ms, s, m or h, for example 5s");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    private static Optional<Integer> code(Map<String, String> environment, String variable) {
        String text = environment.get(variable);
        if (text == null) {
            return Optional.empty();
        }
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) > CODE_MAX) {
            throw refused(variable, text, "an exit code is a whole number from 0 to " + CODE_MAX);
        }
        return Optional.of(Integer.parseInt(text));
    }

    private static boolean flag(Map<String, String> environment, String variable) {
        String text = environment.getOrDefault(variable, "false");
        if (!text.equals("true") && !text.equals("false")) {
            throw refused(variable, text, "it must be true or false");
        }
        return text.equals("true");
    }

    private static ProblemException refused(String variable, String value, String rule) {
        return new ProblemException(FakeProblems.script(variable, value, rule));
    }
}
