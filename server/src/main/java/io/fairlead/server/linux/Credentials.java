package io.fairlead.server.linux;

import java.util.List;

/**
 * Whose rights a thread has towards files.
 *
 * @param uid 0 to 2,147,483,647
 * @param gid 0 to 2,147,483,647
 * @param groups supplementary groups, at most {@value #GROUPS_MAX}
 */
public record Credentials(int uid, int gid, List<Integer> groups) {
    /** What the kernel takes. */
    public static final int GROUPS_MAX = 65_536;

    public Credentials {
        groups = List.copyOf(groups);
        if (uid < 0 || gid < 0 || groups.stream().anyMatch(group -> group < 0)) {
            throw new IllegalArgumentException("ids over 2147483647 are not supported: " + uid + ":" + gid);
        }
        if (groups.size() > GROUPS_MAX) {
            throw new IllegalArgumentException("more than " + GROUPS_MAX + " groups");
        }
    }

    /** The uid that the server itself has. */
    public static int serverUid() throws LinuxException {
        return (int) Kernel.call(Call.GETEUID, "own uid");
    }
}
