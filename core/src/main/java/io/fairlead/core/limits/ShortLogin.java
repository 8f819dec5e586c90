package io.fairlead.core.limits;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The short form in which DS01 kept some logins. Several logins may share one: it serves to find what such a file says,
 * never to name anything.
 */
public final class ShortLogin {
    private static final int CHARS_MOST = 32;
    private static final int CHARS_KEPT = 27;
    private static final int DIGITS = 4;

    private ShortLogin() {}

    /**
     * Without what follows an {@code @}, and with runs of what is no letter, digit or colon as one {@code _}.
     *
     * @return the forms; two of a long one, which is cut and told apart by digits, after {@code _} in some of DS01's programs and
     *     after {@code -} in others
     */
    public static List<String> of(String login) {
        int at = login.indexOf('@');
        String name = at < 0 ? login : login.substring(0, at);
        String form = name.replaceAll("[^A-Za-z0-9:]+", "_").replaceAll("^_+|_+$", "");
        if (form.length() <= CHARS_MOST) {
            return List.of(form);
        }
        String kept = form.substring(0, CHARS_KEPT);
        String digits = digits(login);
        return List.of(kept + "_" + digits, kept + "-" + digits);
    }

    private static String digits(String login) {
        try {
            byte[] sum = MessageDigest.getInstance("MD5").digest(login.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
