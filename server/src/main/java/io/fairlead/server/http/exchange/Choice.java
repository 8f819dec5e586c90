package io.fairlead.server.http.exchange;

import java.util.List;
import java.util.Locale;

/** Says what could have been meant. */
final class Choice {
    private Choice() {}

    static String hint(String given, List<String> choices) {
        if (choices.isEmpty()) {
            return "leave it out: nothing can be given here";
        }
        String all = String.join(", ", choices);
        for (String choice : choices) {
            if (alike(given, choice)) {
                return "did you mean " + choice + "? Possible: " + all;
            }
        }
        return "possible: " + all;
    }

    /** But for case the same, or the beginning of it, or one letter off. */
    private static boolean alike(String given, String choice) {
        String a = given.toLowerCase(Locale.ROOT);
        String b = choice.toLowerCase(Locale.ROOT);
        if (a.isEmpty()) {
            return false;
        }
        return b.startsWith(a) || a.startsWith(b) || oneOff(a, b);
    }

    private static boolean oneOff(String a, String b) {
        int same = 0;
        while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        return a.substring(Math.min(a.length(), same + 1)).equals(b.substring(Math.min(b.length(), same + 1)))
                || a.substring(same).equals(b.substring(Math.min(b.length(), same + 1)))
                || a.substring(Math.min(a.length(), same + 1)).equals(b.substring(same));
    }
}
