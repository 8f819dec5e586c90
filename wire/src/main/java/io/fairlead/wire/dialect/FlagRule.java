package io.fairlead.wire.dialect;

import java.util.List;

/**
 * A flag of another system's program.
 *
 * @param names {@code -e} and {@code --env}, the long one last
 * @param takesValue whether a value follows; a switch takes {@code =true} or {@code =false} at most
 */
public record FlagRule(List<String> names, boolean takesValue, Fate fate) {
    public FlagRule {
        names = List.copyOf(names);
    }

    /** What becomes of it here. */
    public sealed interface Fate {
        /** Whoever reads the line asks for it. */
        record Used() implements Fate {}

        /** Nothing needs to be said. */
        record Silent() implements Fate {}

        /** It is left out, and the person is told why. */
        record Noted(String why) implements Fate {}

        /** The line is refused. */
        record Refused(String why, String fix) implements Fate {}
    }

    /** By which the table and messages know it. */
    public String name() {
        return names.getLast();
    }
}
