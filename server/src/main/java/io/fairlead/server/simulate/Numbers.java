package io.fairlead.server.simulate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalDouble;

/** Figures as they are shown: four places after the point at most. */
final class Numbers {
    private static final int PLACES = 4;

    private Numbers() {}

    static BigDecimal of(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(PLACES, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0
                ? BigDecimal.ZERO
                : new BigDecimal(rounded.stripTrailingZeros().toPlainString());
    }

    static Optional<BigDecimal> of(OptionalDouble value) {
        return value.isPresent() ? Optional.of(of(value.getAsDouble())) : Optional.empty();
    }
}
