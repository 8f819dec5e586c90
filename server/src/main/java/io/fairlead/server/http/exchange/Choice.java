package io.fairlead.server.http.exchange;

import io.fairlead.core.problem.Nearest;
import java.util.List;

/** Says what could have been meant. */
final class Choice {
    private Choice() {}

    static String hint(String given, List<String> choices) {
        if (choices.isEmpty()) {
            return "leave it out: nothing can be given here";
        }
        String all = String.join(", ", choices);
        return Nearest.of(given, choices)
                .map(choice -> "did you mean " + choice + "? Possible: " + all)
                .orElse("possible: " + all);
    }
}
