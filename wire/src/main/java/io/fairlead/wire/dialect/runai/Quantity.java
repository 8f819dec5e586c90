package io.fairlead.wire.dialect.runai;

import io.fairlead.core.unit.Bytes;
import io.fairlead.wire.dialect.Remarks;
import io.fairlead.wire.dialect.Word;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts as Kubernetes reads them: {@code 500m} CPUs, {@code 64Gi} in powers of 1,024, {@code 64G} in powers of 1,000. */
final class Quantity {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?");
    private static final Pattern BEGIN = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?) ?([kKmMgGtT]).*");
    private static final String UNITS = "kMGTP";
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE / 4);

    private Quantity() {}

    static Optional<Bytes> bytes(String flag, Word value, Remarks remarks) {
        Matcher form = FORM.matcher(value.text());
        if (form.matches() && !"m".equals(form.group(2))) {
            String unit = form.group(2) == null ? "" : form.group(2);
            int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit.startsWith("K") ? "k" : unit.substring(0, 1)) + 1;
            BigDecimal base = BigDecimal.valueOf(unit.endsWith("i") ? 1024 : 1000);
            BigDecimal bytes = new BigDecimal(form.group(1)).multiply(base.pow(power));
            if (bytes.compareTo(MOST) <= 0 && bytes.signum() > 0) {
                return Optional.of(
                        new Bytes(bytes.setScale(0, RoundingMode.CEILING).longValue()));
            }
        }
        Matcher begin = BEGIN.matcher(value.text());
        String near = begin.matches()
                ? "; did you mean " + begin.group(1) + begin.group(2).toUpperCase(Locale.ROOT) + "i?"
                : "";
        remarks.problem(value, RunaiProblems.QUANTITY, "flag", flag, "example", "64Gi", "near", near);
        return Optional.empty();
    }

    static Optional<BigDecimal> cpus(String flag, Word value, Remarks remarks) {
        Matcher form = FORM.matcher(value.text());
        boolean fits = form.matches() && (form.group(2) == null || form.group(2).equals("m"));
        if (fits) {
            BigDecimal count = new BigDecimal(form.group(1));
            BigDecimal cpus = form.group(2) == null ? count : count.movePointLeft(3);
            if (cpus.signum() > 0) {
                return Optional.of(cpus.stripTrailingZeros());
            }
        }
        remarks.problem(value, RunaiProblems.QUANTITY, "flag", flag, "example", "4 or 500m", "near", "");
        return Optional.empty();
    }

    /** As few digits as say it exactly. */
    static String of(Bytes bytes) {
        for (int power = 4; power > 0; power--) {
            long unit = 1L << (10 * power);
            if (bytes.count() >= unit && bytes.count() % unit == 0) {
                return bytes.count() / unit + UNITS.substring(power - 1, power).toUpperCase(Locale.ROOT) + "i";
            }
        }
        return Long.toString(bytes.count());
    }
}
