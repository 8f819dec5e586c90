package io.fairlead.cli.command.docker;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Sizes as Docker says them: in powers of 1000, with so many digits that count. */
final class DecimalSize {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};
    private static final BigDecimal STEP = BigDecimal.valueOf(1000);

    private DecimalSize() {}

    /** For example {@code 1.99MB}. */
    static String of(long bytes, int digits) {
        int unit = 0;
        BigDecimal amount = BigDecimal.valueOf(bytes);
        while (amount.compareTo(STEP) >= 0 && unit < UNITS.length - 1) {
            amount = amount.divide(STEP, MathContext.DECIMAL64);
            unit++;
        }
        BigDecimal shown =
                amount.round(new MathContext(digits, RoundingMode.HALF_EVEN)).stripTrailingZeros();
        return shown.toPlainString() + UNITS[unit];
    }
}
