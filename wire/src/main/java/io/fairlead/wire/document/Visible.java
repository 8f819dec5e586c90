package io.fairlead.wire.document;

/** Makes text from outside fit to be shown: nothing invisible in it, and not endless. */
public final class Visible {
    /** Longest text that is shown; a finding shortens what was given further. */
    private static final int CHARS_MAX = 600;

    private Visible() {}

    /** Control, format and private characters and line ends become {@code \\uXXXX}. */
    public static String text(String text) {
        StringBuilder shown = null;
        int end = Math.min(text.length(), CHARS_MAX);
        for (int i = 0; i < end; ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            if (shown == null && TextRule.isInvisible(c)) {
                shown = new StringBuilder(text.substring(0, i));
            }
            if (shown != null && TextRule.isInvisible(c)) {
                for (int k = i; k < next; k++) {
                    shown.append(String.format("\\u%04x", (int) text.charAt(k)));
                }
            } else if (shown != null) {
                shown.appendCodePoint(c);
            }
            i = next;
        }
        String whole = shown == null ? text.substring(0, end) : shown.toString();
        return text.length() > CHARS_MAX ? whole + "…" : whole;
    }
}
