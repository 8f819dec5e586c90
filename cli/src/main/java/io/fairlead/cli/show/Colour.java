package io.fairlead.cli.show;

/** Colours of states, for terminals. */
public final class Colour {
    private static final String END = "\u001b[0m";

    private Colour() {}

    /** The text in the colour of the state it names; as it is where it names none. */
    static String state(String text) {
        return switch (text) {
            case "RUNNING" -> "\u001b[32m" + text + END;
            case "FAILED" -> "\u001b[31m" + text + END;
            case "QUEUED", "ONHOLD" -> "\u001b[33m" + text + END;
            case "FINISHED", "CANCELLED" -> "\u001b[2m" + text + END;
            default -> text;
        };
    }
}
