package io.fairlead.core.volume;

import java.util.Optional;

/**
 * What of a mounted folder is made when it is not there yet.
 *
 * @param root the volume's own folder, by the server; empty: whoever owns it made it
 * @param subPath whether the folders of the sub-path are made, with the user's own rights
 */
public record Making(Optional<RootFolder> root, boolean subPath) {
    public static final Making NOTHING = new Making(Optional.empty(), false);

    /**
     * A folder that the server makes. Those on the way to it become root's, 0755.
     *
     * @param beneath the folder from which on it is made; it is there, and only root can write to it
     * @param uid whose the last folder becomes; 0: root's
     * @param gid which group's
     * @param mode permission bits of the last folder, for example 02770
     */
    public record RootFolder(String beneath, long uid, long gid, int mode) {}
}
