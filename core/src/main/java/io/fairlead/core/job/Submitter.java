package io.fairlead.core.job;

import java.util.List;

/**
 * Who a job runs as, as the machine's name service knew them at submit.
 *
 * @param uid the identity
 * @param name the login, for people; the digits of the uid where it has no account
 * @param gid the primary group
 * @param groups supplementary groups, without the primary one, ascending
 * @param home the home folder on the host
 */
public record Submitter(long uid, String name, long gid, List<Long> groups, String home) {
    public Submitter {
        groups = List.copyOf(groups);
    }
}
