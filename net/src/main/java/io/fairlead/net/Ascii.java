package io.fairlead.net;

import java.util.function.IntPredicate;

/** Questions about characters, none of which depends on a locale. Plain loops: the CLI's first call pays for streams. */
final class Ascii {
    private static final int MOST_SHOWN = 80;

    private Ascii() {}

    /** Whether all characters are so; true for none. */
    static boolean all(String text, IntPredicate so) {
        for (int i = 0; i < text.length(); i++) {
            if (!so.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isUpperCase(int c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isHexDigit(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    static boolean isLetterOrDigit(int c) {
        return isDigit(c) || isUpperCase(c) || (c >= 'a' && c <= 'z');
    }

    /** Neither space nor control character. */
    static boolean isVisible(int c) {
        return c > ' ' && c < 0x7f;
    }

    /** At most 80 characters of hostile text, with everything but printable ASCII replaced, for a message. */
    static String quoted(String text) {
        StringBuilder shown = new StringBuilder("'");
        for (int i = 0; i < Math.min(text.length(), MOST_SHOWN); i++) {
            char c = text.charAt(i);
            shown.append(c == ' ' || isVisible(c) ? c : '?');
        }
        return shown.append(text.length() > MOST_SHOWN ? "…'" : "'").toString();
    }
}
