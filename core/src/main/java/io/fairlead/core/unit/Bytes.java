package io.fairlead.core.unit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * An amount of memory or storage.
 *
 * @param count whole bytes, 0 or more
 */
public record Bytes(long count) implements Comparable<Bytes> {
    public static final Bytes ZERO = new Bytes(0);
    private static final long KIB = 1024;
    private static final long MIB = KIB * 1024;
    private static final long GIB = MIB * 1024;
    private static final int GIB_BITS = 30;
    private static final BigInteger FIVE = BigInteger.valueOf(5);

    public Bytes {
        if (count < 0) {
            throw new IllegalArgumentException("negative bytes: " + count);
        }
    }

    public static Bytes ofMib(long mib) {
        return new Bytes(Math.multiplyExact(mib, MIB));
    }

    public static Bytes ofGib(long gib) {
        return new Bytes(Math.multiplyExact(gib, GIB));
    }

    /** Gibibytes with fractions, as job definitions give them; rounded up to a whole byte. */
    public static Bytes ofGib(BigDecimal gib) {
        return new Bytes(gib.multiply(BigDecimal.valueOf(GIB))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact());
    }

    /** The exact number of gibibytes, without trailing zeros. */
    public BigDecimal gib() {
        int zeros = Math.min(Long.numberOfTrailingZeros(count), GIB_BITS);
        int digits = GIB_BITS - zeros;
        // odd / 2^n = odd · 5^n / 10^n, which ends with no zero
        return new BigDecimal(BigInteger.valueOf(count >> zeros).multiply(FIVE.pow(digits)), digits);
    }

    public long mib() {
        return count / MIB;
    }

    public Bytes plus(Bytes other) {
        return new Bytes(Math.addExact(count, other.count));
    }

    /** The difference; asking for less than nothing is a bug. */
    public Bytes minus(Bytes other) {
        return new Bytes(count - other.count);
    }

    @Override
    public int compareTo(Bytes other) {
        return Long.compare(count, other.count);
    }

    /** For people: the largest binary unit that keeps the number at 1 or more, at most one decimal. */
    @Override
    public String toString() {
        if (count < KIB) {
            return count + " B";
        }
        if (count < MIB) {
            return scaled(KIB) + " KiB";
        }
        return count < GIB ? scaled(MIB) + " MiB" : scaled(GIB) + " GiB";
    }

    private String scaled(long unit) {
        if (count % unit == 0) {
            return Long.toString(count / unit);
        }
        return String.format(Locale.ROOT, "%.1f", (double) count / unit);
    }
}
