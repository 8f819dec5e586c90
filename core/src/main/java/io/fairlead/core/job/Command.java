package io.fairlead.core.job;

import java.util.List;

/** What the container runs. */
public sealed interface Command {

    /** What the image says. */
    record ImageDefault() implements Command {}

    /**
     * Executed as it is, without a shell.
     *
     * @param argv the program and its arguments; never empty, and the program is never the empty string
     */
    record Exec(List<String> argv) implements Command {
        public Exec {
            argv = List.copyOf(argv);
            if (argv.isEmpty() || argv.getFirst().isEmpty()) {
                throw new IllegalArgumentException("a command without a program");
            }
        }
    }

    /**
     * Run by {@code /bin/sh -c}.
     *
     * @param script as the owner wrote it
     */
    record Shell(String script) implements Command {
        public Shell {
            if (script.isBlank()) {
                throw new IllegalArgumentException("an empty script");
            }
        }
    }
}
