package io.fairlead.server.config;

import java.util.List;

/**
 * Who may do what.
 *
 * @param admins logins that administer besides root, and {@code @GROUP} for all members of a Unix group
 * @param groups names of Unix groups whose members may submit; empty: everyone with a login
 */
public record Access(List<String> admins, List<String> groups) {
    public static final Access DEFAULT = new Access(List.of(), List.of());

    public Access {
        admins = List.copyOf(admins);
        groups = List.copyOf(groups);
    }

    /** Logins that administer. */
    public List<String> adminLogins() {
        return admins.stream().filter(it -> !it.startsWith("@")).toList();
    }

    /** Unix groups whose members administer, without the sign. */
    public List<String> adminGroups() {
        return admins.stream()
                .filter(it -> it.startsWith("@"))
                .map(it -> it.substring(1))
                .toList();
    }
}
