package io.fairlead.wire.document;

/**
 * Which texts a key takes.
 *
 * @param least fewest characters; a text of blanks alone has none
 * @param most most characters, counted as code points
 * @param characters which characters
 * @param example for the fix
 */
public record TextRule(int least, int most, Characters characters, String example) {
    /** Which characters a text may have; NUL and half characters no text has. */
    public enum Characters {
        /** Nothing invisible: no control, format, private-use or line-separating character. */
        NAME,
        /** The same, and besides line ends and tabs. */
        LINES,
        /** Anything, since a program reads it and not a person. */
        ANY
    }

    public static TextRule name(int most, String example) {
        return new TextRule(1, most, Characters.NAME, example);
    }

    /** The first character that is not allowed, as {@code U+202E}; the empty text when there is none. */
    String refused(String text) {
        if (characters == Characters.ANY) {
            return "";
        }
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            boolean reported = c == 0 || Character.getType(c) == Character.SURROGATE; // by the tree, for every text
            boolean line = characters == Characters.LINES && (c == '\n' || c == '\t' || c == '\r');
            if (!line && !reported && isInvisible(c)) {
                return String.format("the character U+%04X (%s)", c, String.valueOf(Character.getName(c)));
            }
            i += Character.charCount(c);
        }
        return "";
    }

    static boolean isInvisible(int c) {
        if (c >= ' ' && c < 127) {
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
