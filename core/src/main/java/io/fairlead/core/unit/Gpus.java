package io.fairlead.core.unit;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * GPU devices and shares of a device.
 *
 * @param milli whole thousandths, 0 or more: 1,000 is one whole
 */
public record Gpus(int milli) implements Comparable<Gpus> {
    public static final Gpus ZERO = new Gpus(0);
    private static final int ONE = 1000;

    public Gpus {
        if (milli < 0) {
            throw new IllegalArgumentException("negative GPUs: " + milli);
        }
    }

    public static Gpus of(int whole) {
        return new Gpus(Math.multiplyExact(whole, ONE));
    }

    /** Rounded up to a whole thousandth, so that a request is never served with less than it asked for. */
    public static Gpus of(BigDecimal amount) {
        return new Gpus(
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

    public Gpus plus(Gpus other) {
        return new Gpus(Math.addExact(milli, other.milli));
    }

    /** The difference; asking for less than nothing is a bug. */
    public Gpus minus(Gpus other) {
        return new Gpus(milli - other.milli);
    }

    @Override
    public int compareTo(Gpus other) {
        return Integer.compare(milli, other.milli);
    }

    /** With its unit, for example {@code 1 GPU} or {@code 0.5 GPUs}. */
    public String words() {
        return this + (milli == ONE ? " GPU" : " GPUs");
    }

    /** The plain number, for example {@code 2} or {@code 0.5}. */
    @Override
    public String toString() {
        return amount().toPlainString();
    }
}
