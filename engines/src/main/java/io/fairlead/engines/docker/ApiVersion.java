package io.fairlead.engines.docker;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of the engine's API, for example 1.41. */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    /** Docker 20.10, the oldest engine of a supported distribution. */
    static final ApiVersion OLDEST = new ApiVersion(1, 41);

    /** The newest whose changes were read. */
    static final ApiVersion NEWEST = new ApiVersion(1, 52);

    private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

    static Optional<ApiVersion> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    boolean isBefore(ApiVersion other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
