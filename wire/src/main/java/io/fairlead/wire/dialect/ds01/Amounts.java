package io.fairlead.wire.dialect.ds01;

import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts as Docker and systemd write them. */
final class Amounts {
    private static final Pattern MEMORY = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?)([bkmgt]?)(?:i?b)?");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,9})%");
    private static final int PERCENT_OF_A_CORE = 100;
    private static final int MILLI = 1000;

    private Amounts() {}

    /** {@code 32g}, {@code 96G}, {@code 512m}; binary units. */
    static Optional<Bytes> memory(String text) {
        Matcher matcher = MEMORY.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int shift = switch (matcher.group(2)) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            case "t" -> 40;
            default -> 0;
        };
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(1L << shift));
        return bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Optional.empty()
                : Optional.of(new Bytes(bytes.longValue()));
    }

    /** {@code 9600%}: 96 CPUs. */
    static Optional<Cores> quota(String text) {
        Matcher matcher = PERCENT.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long milli = Long.parseLong(matcher.group(1)) * MILLI / PERCENT_OF_A_CORE;
        return milli > Integer.MAX_VALUE ? Optional.empty() : Optional.of(new Cores((int) milli));
    }
}
