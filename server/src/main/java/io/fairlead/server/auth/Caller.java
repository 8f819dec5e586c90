package io.fairlead.server.auth;

import io.fairlead.core.job.Actor;

/**
 * Who asks, as the kernel says.
 *
 * @param uid of the process at the other end of the socket
 * @param rank what that lets them do to what is not theirs
 */
public record Caller(long uid, Rank rank) {
    /** The three kinds of callers. */
    public enum Rank {
        /** Sees and changes their own jobs. */
        USER,
        /** Named by {@code access.admins}: sees and changes everybody's jobs. */
        ADMIN,
        /** uid 0, or the uid that the server itself runs as: an administrator who may also stop the server. */
        HOST
    }

    public boolean administers() {
        return rank != Rank.USER;
    }

    /** Whether a job of this owner is there at all for the caller. */
    public boolean sees(long ownerUid) {
        return ownerUid == uid || administers();
    }

    /** As whom a change to a job of this owner is recorded. */
    public Actor actorOn(long ownerUid) {
        return ownerUid == uid ? new Actor.User(uid) : new Actor.Admin(uid);
    }
}
