package io.fairlead.core.unit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of a MIG slice, as NVIDIA names it: {@code 1g.10gb}.
 *
 * @param slices of the seven that a GPU can be cut into, 1 to 7
 * @param gib of memory, as the name says, which is a little more than there is
 */
public record MigProfile(int slices, int gib) {
    /** Compute slices of a whole GPU. */
    public static final int SLICES = 7;

    private static final Pattern TEXT = Pattern.compile("([1-7])g\\.([1-9][0-9]{0,2})gb");
    private static final int WHOLE_MILLI = 1000;

    /** Empty where it is no such name. */
    public static Optional<MigProfile> of(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new MigProfile(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))))
                : Optional.empty();
    }

    /** Slices of seven, rounded down, so that all slices of a GPU never count more than it. */
    public Gpus weight() {
        return new Gpus(WHOLE_MILLI * slices / SLICES);
    }

    public Bytes memory() {
        return Bytes.ofGib(gib);
    }

    @Override
    public String toString() {
        return slices + "g." + gib + "gb";
    }
}
