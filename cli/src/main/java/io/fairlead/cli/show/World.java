package io.fairlead.cli.show;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;

/** Time and signals, which only the entry point may take from the machine. */
public interface World {
    InstantSource clock();

    ZoneId zone();

    /** Waits. Tests return at once. */
    void pause(Duration time) throws InterruptedException;

    /** Asks on the terminal for something that is not shown while it is typed; empty at the end of the input. */
    Optional<String> hidden(String question);

    /** From now on Ctrl-C runs this, on a thread of its own, instead of ending the program. */
    default void onInterrupt(Runnable action) {
        onSignal("INT", action);
    }

    /**
     * From now on this signal runs this, on a thread of its own, instead of what it does otherwise.
     *
     * @param name without SIG, for example {@code WINCH}
     */
    void onSignal(String name, Runnable action);

    /** Whose this process is. */
    long uid();

    /** The terminal of standard input; of use only where that leads to one. */
    Terminal terminal();

    /** Ends the program now, with this exit code; does not return where the program is a real one. */
    void leave(int code);
}
