package io.fairlead.core.problem;

/**
 * A place in a text that a person wrote.
 *
 * @param line counted from 1; 0 where there is no text to point into
 * @param column counted from 1 in characters; 0 where there is no text to point into
 */
public record Position(int line, int column) {
    public static final Position NONE = new Position(0, 0);

    public boolean isKnown() {
        return line > 0;
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
