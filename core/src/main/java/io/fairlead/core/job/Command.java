package io.fairlead.core.job;

import java.util.List;
import java.util.Optional;

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

        /**
         * The script with {@code exec} before its command, where it is a single simple command: then the program takes
         * the shell's place, gets the signals and gives the exit code. Empty where the shell must stay.
         */
        public Optional<String> withExec() {
            return SingleCommand.withExec(script);
        }
    }
}
