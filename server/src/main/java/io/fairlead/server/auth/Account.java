package io.fairlead.server.auth;

import io.fairlead.server.linux.Credentials;
import java.util.List;

/**
 * A person or service, as this machine knows it.
 *
 * @param uid the identity: everything else may change
 * @param name the login; the digits of the uid where there is no account
 * @param gid the primary group
 * @param groups all groups, the primary one among them
 * @param home the home folder on this machine; empty where there is no account
 * @param listed whether there is an account; jobs of a uid without one run, but have no home here
 */
public record Account(int uid, String name, int gid, List<Integer> groups, String home, boolean listed) {
    public Account {
        groups = List.copyOf(groups);
    }

    /** These rights towards files. */
    public Credentials credentials() {
        return new Credentials(uid, gid, groups);
    }
}
