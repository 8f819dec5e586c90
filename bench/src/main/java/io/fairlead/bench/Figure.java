package io.fairlead.bench;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * One line of the table; public so that it can be written as JSON.
 *
 * @param floor what the figure is compared with, measured in the same run; absent where there is nothing to compare with
 * @param ratio of the figure to its floor
 * @param gate what is asked; absent where the figure is only told
 * @param met whether the gate is met; absent where there is none, or where it does not hold on this machine
 */
public record Figure(
        String name,
        BigDecimal value,
        String unit,
        Optional<Floor> floor,
        Optional<BigDecimal> ratio,
        Optional<String> gate,
        Optional<Boolean> met) {
    /** @param value in the unit of the figure */
    public record Floor(String name, BigDecimal value) {}

    static Figure of(String name, double value, String unit) {
        return new Figure(
                name, round(value), unit, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    Figure over(String what, double least) {
        BigDecimal quotient = least == 0 ? BigDecimal.ZERO : round(value.doubleValue() / least);
        return new Figure(
                name, value, unit, Optional.of(new Floor(what, round(least))), Optional.of(quotient), gate, met);
    }

    Figure gate(String text, boolean isMet) {
        return new Figure(name, value, unit, floor, ratio, Optional.of(text), Optional.of(isMet));
    }

    /** @param text the gate, and why it does not hold here */
    Figure noGate(String text) {
        return new Figure(name, value, unit, floor, ratio, Optional.of(text), Optional.empty());
    }

    private static BigDecimal round(double number) {
        int digits = Math.abs(number) >= 100 ? 0 : Math.abs(number) >= 10 ? 1 : 3;
        return BigDecimal.valueOf(number).setScale(digits, RoundingMode.HALF_UP);
    }
}
