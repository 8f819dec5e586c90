package io.fairlead.cli.show;

/** Foreign text made harmless: what a terminal would obey or hide is spelled out. */
public final class Inert {
    private Inert() {}

    /** One line: control, format, private and unpaired characters and line ends become <code>\\uXXXX</code>. */
    public static String line(String text) {
        return spelled(text, false);
    }

    /** The same, with newlines and tabs kept. */
    public static String lines(String text) {
        return spelled(text, true);
    }

    private static String spelled(String text, boolean several) {
        StringBuilder shown = null;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            boolean kept = (several && (c == '\n' || c == '\t')) || !isInvisible(c);
            if (!kept) {
                if (shown == null) {
                    shown = new StringBuilder(text.length() + 16).append(text, 0, i);
                }
                for (int k = i; k < next; k++) {
                    unicode(shown, text.charAt(k));
                }
            } else if (shown != null) {
                shown.appendCodePoint(c);
            }
            i = next;
        }
        return shown == null ? text : shown.toString();
    }

    /** Appends <code>\\uXXXX</code>. */
    static void unicode(StringBuilder into, char c) {
        into.append("\\u");
        String hex = Integer.toHexString(c);
        into.repeat('0', 4 - hex.length()).append(hex);
    }

    /** Whether a character shows nothing of itself, or changes how others are shown. */
    static boolean isInvisible(int c) {
        if (c >= ' ' && c < 0x7f) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
