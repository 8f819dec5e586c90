package io.fairlead.wire.dialect.script;

import io.fairlead.core.problem.Position;

/**
 * A word of a command.
 *
 * @param text as far as it is known before the script runs, without quotes
 * @param known whether that is all of it
 * @param at where it stands; unknown for words of the command line
 */
public record Word(String text, boolean known, Position at) {
    /** A word of a command line. */
    public static Word typed(String text) {
        return new Word(text, true, Position.NONE);
    }
}
