package io.fairlead.engines.registry;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a registry wants to be convinced.
 *
 * @param scheme in lower case
 * @param parameters by name in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {
    private static final int MAX_CHARS = 4_096;
    private static final Pattern SCHEME = Pattern.compile("\\s*([A-Za-z]+)(?:\\s+|$)");
    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z_-]+)=(?:\"([^\"]*)\"|([^\",\\s]*))");

    /** Reads the header {@code WWW-Authenticate}; empty for one that makes no sense. */
    static Optional<Challenge> parse(String header) {
        Matcher scheme = SCHEME.matcher(header);
        if (header.length() > MAX_CHARS || !scheme.lookingAt()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new TreeMap<>();
        Matcher parameter = PARAMETER.matcher(header).region(scheme.end(), header.length());
        while (parameter.find()) {
            String value = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
            parameters.put(parameter.group(1).toLowerCase(Locale.ROOT), value);
        }
        return Optional.of(new Challenge(scheme.group(1).toLowerCase(Locale.ROOT), parameters));
    }

    /** Empty where there is none of that name. */
    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
