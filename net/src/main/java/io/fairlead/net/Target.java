package io.fairlead.net;

import java.nio.charset.StandardCharsets;

/**
 * Path and query of a request, with everything that comes from outside percent-encoded:
 * {@code Target.of("/containers/{}/json", name).with("size", "true")}.
 */
public final class Target {
    private static final String HEX = "0123456789ABCDEF";

    private final String text;

    private Target(String text) {
        this.text = text;
    }

    /**
     * The template with each {@code {}} replaced by the next part, encoded as one path segment. A part that is empty,
     * {@code .} or {@code ..} would name another resource and is refused with an IllegalArgumentException.
     */
    public static Target of(String template, String... parts) {
        StringBuilder path = new StringBuilder();
        int from = 0;
        for (String part : parts) {
            int hole = template.indexOf("{}", from);
            if (hole < 0) {
                throw new IllegalArgumentException(template + " has fewer places than parts");
            }
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw new IllegalArgumentException("'" + part + "' cannot be a part of a path");
            }
            path.append(template, from, hole).append(encode(part));
            from = hole + 2;
        }
        if (template.indexOf("{}", from) >= 0) {
            throw new IllegalArgumentException(template + " has more places than parts");
        }
        return new Target(path.append(template.substring(from)).toString());
    }

    /** This target with one more query parameter. */
    public Target with(String name, String value) {
        return new Target(text + (text.indexOf('?') < 0 ? '?' : '&') + encode(name) + '=' + encode(value));
    }

    /** Percent-encodes the UTF-8 bytes of everything but letters, digits and {@code -._~}. */
    public static String encode(String raw) {
        StringBuilder encoded = new StringBuilder(raw.length());
        for (byte b : raw.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (Ascii.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return encoded.toString();
    }

    /** The request target as it is sent. */
    @Override
    public String toString() {
        return text;
    }
}
