package io.fairlead.core.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Something a person can put right. Also the form of a notice, which stops nothing, and of the reason that stands beside
 * a state. A code, once released, never changes its meaning.
 *
 * @param code {@code E-WORDS}, or {@code N-WORDS} for a notice
 * @param path where in the input; the root when it concerns the whole
 * @param position line and column in the text that was read, if it was read from text
 * @param given the value found, shortened by whoever made the problem; empty when there is none
 * @param message what is wrong, with the values that matter
 * @param fix what to type or change; empty only for a notice
 * @param arguments the values in the message by name, for programs
 */
public record Problem(
        String code,
        FieldPath path,
        Position position,
        String given,
        String message,
        String fix,
        SequencedMap<String, String> arguments) {

    public Problem {
        arguments = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(arguments));
    }

    public Problem at(FieldPath elsewhere) {
        return new Problem(code, elsewhere, position, given, message, fix, arguments);
    }

    public Problem at(Position elsewhere) {
        return new Problem(code, path, elsewhere, given, message, fix, arguments);
    }
}
