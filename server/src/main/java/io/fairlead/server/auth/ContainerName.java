package io.fairlead.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a login or a group is called inside a container, where programs expect the portable form. Not unique: uids are,
 * and a container has one user.
 */
public final class ContainerName {
    /** What Linux programs take. */
    public static final int CHARACTERS_MAX = 32;

    private static final int HASH_CHARACTERS = 8;
    private static final Pattern FIT = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");

    private ContainerName() {}

    /**
     * Lower case; {@code @} becomes {@code -at-}, every other character that is not allowed a hyphen; a leading digit or
     * hyphen gets a {@code u} before it; what is longer than {@value #CHARACTERS_MAX} is cut and ends in a hash of the
     * whole.
     *
     * @param login not empty
     */
    public static String of(String login) {
        if (login.isEmpty()) {
            throw new IllegalArgumentException("an empty login");
        }
        String lower = login.toLowerCase(Locale.ROOT);
        if (FIT.matcher(lower).matches()) {
            return lower;
        }
        var name = new StringBuilder();
        lower.codePoints().forEach(c -> name.append(portable(c)));
        char first = name.charAt(0);
        if (first == '-' || (first >= '0' && first <= '9')) {
            name.insert(0, 'u');
        }
        if (name.length() <= CHARACTERS_MAX) {
            return name.toString();
        }
        return name.substring(0, CHARACTERS_MAX - 1 - HASH_CHARACTERS) + "-" + hash(login);
    }

    private static String portable(int c) {
        if (c == '@') {
            return "-at-";
        }
        boolean fit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
        return fit ? Character.toString(c) : "-";
    }

    private static String hash(String login) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(login.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum).substring(0, HASH_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
