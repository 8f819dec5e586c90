package io.fairlead.cli.show;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Quantities in short. */
public final class Amount {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private Amount() {}

    /** For example {@code 1.5 GiB}. */
    public static String bytes(long count) {
        int unit = 0;
        double amount = count;
        while (amount >= 1024 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        BigDecimal shown = BigDecimal.valueOf(amount).setScale(amount < 10 ? 1 : 0, RoundingMode.HALF_UP);
        return plain(shown) + " " + UNITS[unit];
    }

    /** Without trailing zeros. */
    public static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped).toPlainString();
    }

    /** {@code 1 GPU}, {@code 2 GPUs}. */
    public static String of(BigDecimal number, String one) {
        return plain(number) + " " + one + (number.compareTo(BigDecimal.ONE) == 0 ? "" : "s");
    }
}
