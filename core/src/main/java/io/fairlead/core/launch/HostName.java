package io.fairlead.core.launch;

import java.util.Locale;

/** Host names of containers, as RFC 1123 wants a single label. */
public final class HostName {
    private static final int LENGTH_MAX = 63;
    private static final String FALLBACK = "job";

    private HostName() {}

    /** A job's name made a valid host name: lower case, other characters to hyphens, none at the ends, cut to length. */
    public static String of(String name) {
        String label =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-").replaceAll("^-+", "");
        String cut = label.length() > LENGTH_MAX ? label.substring(0, LENGTH_MAX) : label;
        String clean = cut.replaceAll("-+$", "");
        return clean.isEmpty() ? FALLBACK : clean;
    }
}
