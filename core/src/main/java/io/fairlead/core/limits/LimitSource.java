package io.fairlead.core.limits;

import java.util.Locale;

/**
 * Who set a bound.
 *
 * @param name of the group, project or user; empty for the defaults
 */
public record LimitSource(Layer layer, String name) {
    public static final LimitSource DEFAULTS = new LimitSource(Layer.DEFAULTS, "");

    /** From the bottom up: a later one counts before an earlier one. */
    public enum Layer {
        DEFAULTS,
        GROUP,
        PROJECT,
        USER
    }

    /** For people: {@code group researcher}. */
    @Override
    public String toString() {
        String word = layer.name().toLowerCase(Locale.ROOT);
        return name.isEmpty() ? word : word + " " + name;
    }
}
