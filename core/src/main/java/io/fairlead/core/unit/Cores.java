package io.fairlead.core.unit;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * CPU time per wall time, as the engine limits it.
 *
 * @param milli whole thousandths, 0 or more: 1,000 is one whole
 */
public record Cores(int milli) implements Comparable<Cores> {
    public static final Cores ZERO = new Cores(0);
    private static final int ONE = 1000;

    public Cores {
        if (milli < 0) {
            throw new IllegalArgumentException("negative cores: " + milli);
        }
    }

    public static Cores of(int whole) {
        return new Cores(Math.multiplyExact(whole, ONE));
    }

    /** Rounded up to a whole thousandth, so that a request is never served with less than it asked for. */
    public static Cores of(BigDecimal amount) {
        return new Cores(
                amount.movePointRight(3).setScale(0, RoundingMode.CEILING).intValueExact());
    }

    public boolean isWhole() {
        return milli % ONE == 0;
    }

    /** Whole units, rounded down. */
    public int whole() {
        return milli / ONE;
    }

    public BigDecimal amount() {
        BigDecimal exact = BigDecimal.valueOf(milli, 3);
        return exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
    }

    public Cores plus(Cores other) {
        return new Cores(Math.addExact(milli, other.milli));
    }

    /** The difference; asking for less than nothing is a bug. */
    public Cores minus(Cores other) {
        return new Cores(milli - other.milli);
    }

    @Override
    public int compareTo(Cores other) {
        return Integer.compare(milli, other.milli);
    }

    /** With its unit, for example {@code 1 CPU} or {@code 0.5 CPUs}. */
    public String words() {
        return this + (milli == ONE ? " CPU" : " CPUs");
    }

    /** The plain number, for example {@code 2} or {@code 0.5}. */
    @Override
    public String toString() {
        return amount().toPlainString();
    }
}
