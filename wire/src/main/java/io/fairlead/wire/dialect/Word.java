package io.fairlead.wire.dialect;

import io.fairlead.core.problem.Position;
import java.util.List;

/**
 * One word of a command line, without its quotes.
 *
 * @param at where it begins; unknown where a shell has taken the line apart already
 */
public record Word(String text, Position at) {
    /** Words that came from a shell. */
    public static List<Word> typed(List<String> words) {
        return words.stream().map(text -> new Word(text, Position.NONE)).toList();
    }

    /** Another text that stands at the same place. */
    public Word with(String other) {
        return new Word(other, at);
    }
}
