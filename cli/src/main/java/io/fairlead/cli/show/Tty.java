package io.fairlead.cli.show;

/**
 * Which streams lead to a terminal.
 *
 * @param columns width of the terminal of the results; 0 where there is none
 */
public record Tty(boolean in, boolean out, boolean err, int columns) {
    public static final Tty NONE = new Tty(false, false, false, 0);
}
