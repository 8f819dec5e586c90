package io.fairlead.simulator.chart;

import java.util.ArrayList;
import java.util.List;

/** How much room words take, at most: nobody knows which letters a reader's machine has, so those of a wide face are counted. */
final class Letters {
    /** How much wider bold letters are. */
    static final double BOLD = 1.12;

    private static final double NARROW = 0.44;
    private static final double ORDINARY = 0.66;
    private static final double WIDE = 1.0;
    private static final String NARROW_ONES = " ijltfrI.,:;'|!()[]/-";
    private static final String WIDE_ONES = "mw@%&=+<>~#^";
    private static final char LAST_LATIN = 0x24f;
    private static final String CUT = "…";

    private Letters() {}

    /** In units of the picture, for letters of this size. */
    static double width(String words, double size) {
        return words.chars().mapToDouble(Letters::em).sum() * size;
    }

    private static double em(int letter) {
        if (letter > LAST_LATIN || Character.isUpperCase(letter) || WIDE_ONES.indexOf(letter) >= 0) {
            return WIDE;
        }
        return NARROW_ONES.indexOf(letter) >= 0 ? NARROW : ORDINARY;
    }

    /** As much of it as there is room for; what is left out shows. */
    static String fitted(String words, double room, double size) {
        if (width(words, size) <= room) {
            return words;
        }
        int end = words.length();
        while (end > 0 && width(words.substring(0, end) + CUT, size) > room) {
            end = words.offsetByCodePoints(end, -1);
        }
        return words.substring(0, end).stripTrailing() + CUT;
    }

    /**
     * Lines of words between spaces, each within the room.
     *
     * @param most lines; the last one says where there are more
     */
    static List<String> lines(String words, double room, double size, int most) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words.strip().split("\\s+", -1)) {
            if (!line.isEmpty() && width(line + " " + word, size) > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        if (lines.size() > most) {
            String rest = String.join(" ", lines.subList(most - 1, lines.size()));
            lines = new ArrayList<>(lines.subList(0, most - 1));
            lines.add(rest);
        }
        return lines.stream().map(it -> fitted(it, room, size)).toList();
    }
}
