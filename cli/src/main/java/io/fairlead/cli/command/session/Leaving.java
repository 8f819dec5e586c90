package io.fairlead.cli.command.session;

import io.fairlead.cli.ask.Keyboard;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.show.Shell;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/** Asks whoever left a session's shell what becomes of the session. Nobody there to answer: it stays. */
record Leaving(PrintStream err, String name, Keyboard keyboard) {
    /** A terminal without a person must not hang for ever. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int TRIES = 3;

    static Leaving of(Shell shell, String name) {
        Keyboard keyboard = shell.in() instanceof Keyboard same ? same : new Keyboard(shell.in());
        shell.out().flush();
        return new Leaving(shell.err(), name, keyboard);
    }

    boolean retires() throws IOException {
        err.println("1) keep " + Inert.line(name) + " running, with what it holds");
        err.println("2) retire it: its GPU is free for others, volumes stay");
        for (int i = 0; i < TRIES; i++) {
            err.print("Which? [1, in " + PATIENCE.toSeconds() + " s]: ");
            err.flush();
            Optional<String> line = keyboard.line(PATIENCE);
            if (line.isEmpty()) {
                err.println();
                return false;
            }
            switch (line.get().strip()) {
                case "", "1", "keep" -> {
                    return false;
                }
                case "2", "retire" -> {
                    return true;
                }
                default -> err.println("fairlead: answer 1 or 2");
            }
        }
        return false;
    }
}
