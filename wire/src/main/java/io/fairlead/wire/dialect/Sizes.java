package io.fairlead.wire.dialect;

import io.fairlead.core.unit.Bytes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as Docker reads them: a number and a unit, in powers of 1,024. */
public final class Sizes {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?) ?([kKmMgGtTpP]?)[iI]?[bB]?");

    /** The beginning of what is no size, for a guess. */
    private static final Pattern BEGIN = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?) ?([kKmMgGtT]).*");

    private static final String UNITS = "kmgtp";
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE / 4);

    private Sizes() {}

    /** Empty where it is none; reported at its word. */
    public static Optional<Bytes> read(String flag, Word value, Remarks remarks) {
        Matcher form = FORM.matcher(value.text());
        if (form.matches()) {
            BigDecimal bytes = new BigDecimal(form.group(1)).multiply(unit(form.group(2)));
            if (bytes.compareTo(MOST) <= 0) {
                return Optional.of(
                        new Bytes(bytes.setScale(0, RoundingMode.FLOOR).longValue()));
            }
        }
        Matcher begin = BEGIN.matcher(value.text());
        String near = begin.matches()
                ? "; did you mean " + begin.group(1) + begin.group(2).toLowerCase(Locale.ROOT) + "?"
                : "";
        remarks.problem(value, DialectProblems.SIZE, "flag", flag, "near", near);
        return Optional.empty();
    }

    private static BigDecimal unit(String letter) {
        int power = letter.isEmpty() ? 0 : UNITS.indexOf(Character.toLowerCase(letter.charAt(0))) + 1;
        return BigDecimal.valueOf(1024).pow(power);
    }

    /** A plain decimal number above nothing. */
    public static Optional<BigDecimal> number(String flag, Word value, String example, Remarks remarks) {
        if (value.text().matches("[0-9]{0,9}(\\.[0-9]{1,9})?") && value.text().matches(".*[0-9].*")) {
            return Optional.of(new BigDecimal(value.text()));
        }
        remarks.problem(value, DialectProblems.NUMBER, "flag", flag, "what", "a number", "example", example);
        return Optional.empty();
    }
}
