package io.fairlead.wire.api;

import io.fairlead.core.problem.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A problem, a notice, or the reason beside a state.
 *
 * @param code {@code E-WORDS}, or {@code N-WORDS} for a notice
 * @param path where in the definition, as people read it; empty for the whole
 * @param pointer the same as a JSON pointer (RFC 6901)
 * @param line counted from 1; absent where there is no text to point into
 * @param column counted from 1, in characters; absent where there is no text to point into
 * @param given the value found, shortened; absent where there is none
 * @param message what is wrong, with the values that matter
 * @param fix what to type or change; empty only for a notice
 * @param arguments the values in the message by name
 */
public record Finding(
        String code,
        String path,
        String pointer,
        Optional<Integer> line,
        Optional<Integer> column,
        Optional<String> given,
        String message,
        String fix,
        Map<String, String> arguments) {
    public Finding {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    public static Finding of(Problem problem) {
        boolean located = problem.position().isKnown();
        return new Finding(
                problem.code(),
                problem.path().toString(),
                problem.path().pointer(),
                located ? Optional.of(problem.position().line()) : Optional.empty(),
                located ? Optional.of(problem.position().column()) : Optional.empty(),
                problem.given().isEmpty() ? Optional.empty() : Optional.of(problem.given()),
                problem.message(),
                problem.fix(),
                problem.arguments());
    }
}
