package io.fairlead.core.limits;

/**
 * The short form in which DS01 kept some logins. Several logins may share one: it serves to find what such a file says,
 * never to name anything.
 */
final class ShortLogin {
    private ShortLogin() {}

    /** Without what follows an {@code @}, and with runs of what is no letter, digit or colon as one {@code _}. */
    static String of(String login) {
        int at = login.indexOf('@');
        String name = at < 0 ? login : login.substring(0, at);
        return name.replaceAll("[^A-Za-z0-9:]+", "_").replaceAll("^_+|_+$", "");
    }
}
