package io.fairlead.wire.document;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;

/** Guesses the number behind a text such as {@code 64 GiB}, for the fix of a refusal; never for a value. */
final class Amounts {
    private static final BigDecimal STEP = BigDecimal.valueOf(1024);

    private Amounts() {}

    /** The number to write; empty when the text is no amount. */
    static Optional<String> meant(String text, NumberRule rule) {
        String amount = text.strip().toLowerCase(Locale.ROOT).replace(',', '.');
        int end = 0;
        while (end < amount.length() && (Character.isDigit(amount.charAt(end)) || amount.charAt(end) == '.')) {
            end++;
        }
        String digits = amount.substring(0, end);
        if (!Numbers.isJson(digits)) {
            return Optional.empty();
        }
        return Numbers.exact(digits)
                .flatMap(number -> scaled(number, amount, rule))
                .filter(rule::admits)
                .map(number -> number.stripTrailingZeros().toPlainString());
    }

    private static Optional<BigDecimal> scaled(BigDecimal number, String amount, NumberRule rule) {
        if (!rule.unit().contains("GiB")) {
            return Optional.empty();
        }
        String unit = amount.replaceFirst("^[0-9.]+\\s*", "");
        return switch (unit) {
            case "g", "gb", "gi", "gib" -> Optional.of(number);
            case "m", "mb", "mi", "mib" -> Optional.of(number.divide(STEP, MathContext.DECIMAL32));
            case "t", "tb", "ti", "tib" -> Optional.of(number.multiply(STEP));
            default -> Optional.empty();
        };
    }
}
