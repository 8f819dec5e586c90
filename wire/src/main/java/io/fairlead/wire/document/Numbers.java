package io.fairlead.wire.document;

import java.math.BigDecimal;
import java.util.Optional;

/** Numbers as text: by JSON's grammar, and never larger in memory than their text. */
final class Numbers {
    /** Longest text that is looked at as a number. */
    private static final int CHARS_MAX = 64;

    /** Largest power of ten, either way: no quantity comes near it, and arithmetic beyond it could take all memory. */
    private static final int EXPONENT_MAX = 400;

    private Numbers() {}

    /** Whether a text is a number by the grammar of JSON. */
    static boolean isJson(String text) {
        int length = text.length();
        int i = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        int digits = digitsEnd(text, i);
        if (digits == i || length > CHARS_MAX || (text.charAt(i) == '0' && digits > i + 1)) {
            return false;
        }
        i = digits;
        if (i < length && text.charAt(i) == '.') {
            int end = digitsEnd(text, i + 1);
            if (end == i + 1) {
                return false;
            }
            i = end;
        }
        if (i < length && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
            i++;
            if (i < length && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
                i++;
            }
            int end = digitsEnd(text, i);
            if (end == i) {
                return false;
            }
            i = end;
        }
        return i == length;
    }

    private static int digitsEnd(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    /** The number, exactly; empty where it is beyond all quantities. */
    static Optional<BigDecimal> exact(String json) {
        BigDecimal number;
        try {
            number = new BigDecimal(json);
        } catch (NumberFormatException _) {
            return Optional.empty(); // an exponent beyond what BigDecimal holds
        }
        boolean bounded = Math.abs((long) number.scale()) <= EXPONENT_MAX;
        return bounded ? Optional.of(number) : Optional.empty();
    }
}
