package io.fairlead.core.job;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The signal that asks a job to end; after the grace period comes KILL.
 *
 * @param name with its prefix, for example {@code SIGTERM}
 */
public record StopSignal(String name) {
    /** The names of Linux by number, 1 first (x86 and Arm). */
    private static final List<String> BY_NUMBER = List.of(
            "SIGHUP",
            "SIGINT",
            "SIGQUIT",
            "SIGILL",
            "SIGTRAP",
            "SIGABRT",
            "SIGBUS",
            "SIGFPE",
            "SIGKILL",
            "SIGUSR1",
            "SIGSEGV",
            "SIGUSR2",
            "SIGPIPE",
            "SIGALRM",
            "SIGTERM",
            "SIGSTKFLT",
            "SIGCHLD",
            "SIGCONT",
            "SIGSTOP",
            "SIGTSTP",
            "SIGTTIN",
            "SIGTTOU",
            "SIGURG",
            "SIGXCPU",
            "SIGXFSZ",
            "SIGVTALRM",
            "SIGPROF",
            "SIGWINCH",
            "SIGIO",
            "SIGPWR",
            "SIGSYS");

    public static final StopSignal TERM = new StopSignal("SIGTERM");

    public StopSignal {
        if (!BY_NUMBER.contains(name)) {
            throw new IllegalArgumentException("no such signal: " + name);
        }
    }

    /** A name in any case, with or without {@code SIG}, or a number; empty when there is no such signal. */
    public static Optional<StopSignal> parse(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        for (int i = 0; i < BY_NUMBER.size(); i++) {
            String name = BY_NUMBER.get(i);
            if (upper.equals(name) || name.equals("SIG" + upper) || text.equals(Integer.toString(i + 1))) {
                return Optional.of(new StopSignal(name));
            }
        }
        return Optional.empty();
    }

    /** All names, by number. */
    public static List<String> names() {
        return BY_NUMBER;
    }

    /** As the kernel counts it. */
    public int number() {
        return BY_NUMBER.indexOf(name) + 1;
    }

    @Override
    public String toString() {
        return name;
    }
}
