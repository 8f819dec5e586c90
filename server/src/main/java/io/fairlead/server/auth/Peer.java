package io.fairlead.server.auth;

/** The process at the other end of a Unix socket, as it was when it connected. */
public record Peer(int uid, int gid) {}
