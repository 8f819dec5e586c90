package io.fairlead.core.runrecord;

/**
 * What bytes there were, so that two runs can be compared without keeping them.
 *
 * @param bytes how many
 * @param sha256 64 hexadecimal digits, lower case
 */
public record Content(long bytes, String sha256) {
    private static final int SHA256_DIGITS = 64;

    public Content {
        if (bytes < 0 || sha256.length() != SHA256_DIGITS) {
            throw new IllegalArgumentException("not a content: " + bytes + " bytes, " + sha256);
        }
    }
}
