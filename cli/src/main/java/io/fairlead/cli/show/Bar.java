package io.fairlead.cli.show;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How much of something is used, as a bar.
 *
 * @param percent rounded half up; over 100 where more is used than there is
 */
public record Bar(int percent) {
    private static final int CELLS = 20;
    private static final int WHOLE = 100;
    private static final int YELLOW_FROM = 70;
    private static final int RED_FROM = 85;
    private static final String END = "\u001b[0m";

    /** Of nothing everything is used. */
    public static Bar of(BigDecimal used, BigDecimal most) {
        if (most.signum() <= 0) {
            return new Bar(WHOLE);
        }
        return new Bar(used.multiply(BigDecimal.valueOf(WHOLE))
                .divide(most, 0, RoundingMode.HALF_UP)
                .intValue());
    }

    /** For example {@code [##########----------]  50 %}; green below 70, yellow below 85, else red. */
    public String text(boolean colours) {
        int filled = Math.min(CELLS, (Math.min(percent, WHOLE) * CELLS + WHOLE / 2) / WHOLE);
        String bar = "[" + "#".repeat(filled) + "-".repeat(CELLS - filled) + "]";
        String shown = colours ? colour() + bar + END : bar;
        return shown + String.format(" %3d %%", percent);
    }

    private String colour() {
        if (percent < YELLOW_FROM) {
            return "\u001b[32m";
        }
        return percent < RED_FROM ? "\u001b[33m" : "\u001b[31m";
    }
}
