package io.fairlead.engines.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Tags that somebody may have meant. */
final class NearTags {
    private static final int SHOWN = 3;
    private static final int TAG_MAX_CHARS = 128;

    private NearTags() {}

    /** @return at most {@value #SHOWN}, nearest first; ties in alphabetical order */
    static List<String> of(String wanted, JsonNode tags) {
        List<String> all = new ArrayList<>();
        for (JsonNode tag : tags) {
            String text = tag.asString("");
            if (!text.isEmpty() && text.length() <= TAG_MAX_CHARS && text.matches("[A-Za-z0-9_.-]+")) {
                all.add(text);
            }
        }
        all.sort(
                Comparator.<String>comparingInt(tag -> distance(wanted, tag)).thenComparing(Comparator.naturalOrder()));
        return List.copyOf(all.subList(0, Math.min(SHOWN, all.size())));
    }

    /** Characters to insert, remove or replace; what begins alike is nearer. */
    static int distance(String one, String other) {
        if (other.startsWith(one) || one.startsWith(other)) {
            return 1;
        }
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
