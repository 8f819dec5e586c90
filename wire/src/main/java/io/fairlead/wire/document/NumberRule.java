package io.fairlead.wire.document;

import java.math.BigDecimal;

/**
 * Which numbers a key takes.
 *
 * @param least smallest, or just below the smallest when {@code above}
 * @param above whether {@code least} itself is refused
 * @param most largest, itself accepted
 * @param whole whether fractions are refused
 * @param unit after "a plain number", for example {@code " of GiB"}; empty where it is a count
 * @param example for the fix
 */
public record NumberRule(BigDecimal least, boolean above, BigDecimal most, boolean whole, String unit, String example) {

    /** A count between two bounds, both accepted. */
    public static NumberRule whole(long least, long most) {
        return new NumberRule(
                BigDecimal.valueOf(least),
                false,
                BigDecimal.valueOf(most),
                true,
                "",
                Long.toString(Math.max(1, least)));
    }

    /** An amount between two bounds, both accepted. */
    public static NumberRule from(String least, String most, String example) {
        return new NumberRule(new BigDecimal(least), false, new BigDecimal(most), false, "", example);
    }

    /** An amount of more than nothing. */
    public static NumberRule positive(long most, String unit, String example) {
        return new NumberRule(BigDecimal.ZERO, true, BigDecimal.valueOf(most), false, unit, example);
    }

    boolean admits(BigDecimal number) {
        int low = number.compareTo(least);
        return (above ? low > 0 : low >= 0) && number.compareTo(most) <= 0;
    }

    String range() {
        return (above ? "more than " : "at least ") + least.toPlainString() + " and at most " + most.toPlainString();
    }

    String expected() {
        return (whole ? "a whole number" : "a number") + unit;
    }
}
