package io.fairlead.server.control;

/** Mistakes made on purpose, one at a time, to prove that the simulation would find them. */
enum Planted {
    NONE,
    /** After a restart the leases of running jobs are forgotten. */
    DOUBLE_LEASE,
    /** A share of a device is read as next to nothing of it. */
    SHARE_MISREAD,
    /** A start whose answer was lost is sent again without a look. */
    BLIND_START,
    /** A container counts as gone as soon as the kill was sent. */
    FREE_ON_KILL,
    /** A list that failed counts as an empty list, and what is not in a list as gone. */
    EMPTY_LIST_IS_GONE,
    /** A job counts as ended as soon as its cancel was recorded. */
    CANCEL_BEFORE_GONE,
    /** After a restart nobody knows how many retries were used. */
    RETRIES_FORGOTTEN,
    /** After a restart nobody knows what was set aside. */
    DRAINS_FORGOTTEN,
    /** After a restart nobody knows what is reserved. */
    RESERVATIONS_FORGOTTEN,
    /** Jobs are placed without a look at what their owner may have. */
    NO_LIMITS,
    /** Of arrays it is forgotten how many members may have a place at a time. */
    ARRAY_UNBOUNDED,
    /** One project is taken to be sure of everything, and the others of nothing. */
    QUOTA_GRABBED,
    /** What running jobs do goes unseen. */
    FROZEN_COUNTER
}
