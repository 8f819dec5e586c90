package io.fairlead.core.problem;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses what was meant. */
public final class Nearest {
    /** Longest word that is compared: longer ones are no slips of the finger. */
    private static final int CHARS_MAX = 48;

    private Nearest() {}

    /**
     * The candidate that a person most likely meant: equal but for case, hyphens and underscores, or a few letters
     * away.
     * The first of equals.
     */
    public static Optional<String> of(String word, Collection<String> candidates) {
        if (word.length() > CHARS_MAX) {
            return Optional.empty();
        }
        String plain = plain(word);
        String best = null;
        int bestDistance = Math.max(1, plain.length() / 3) + 1;
        for (String candidate : candidates) {
            int distance = distance(plain, plain(candidate));
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** Letters to insert, drop, change or swap with their neighbour (optimal string alignment). */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
