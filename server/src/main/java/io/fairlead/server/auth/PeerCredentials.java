package io.fairlead.server.auth;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.ProblemException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * Reads the uid and gid of the peer of a Unix-domain connection.
 *
 * <p>The JDK gives principals: opaque ones that compare by number but show only a name, and an account may be named
 * {@code 1001} or share its name with another. So no name is looked at. A file of our own is given to the principal,
 * and the kernel says what number its owner then has.
 */
public final class PeerCredentials {
    private static final int KNOWN_MAX = 10_000;
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");
    private static final long NO_NUMBER = 0xffff_ffffL;

    private final Path folder;
    private final ConcurrentMap<UnixDomainPrincipal, Peer> known = new ConcurrentHashMap<>();

    /**
     * Reads with the help of short-lived empty files.
     *
     * @param folder on a local file system, writable by the server alone
     */
    public PeerCredentials(Path folder) {
        this.folder = folder;
    }

    /**
     * Says who connected. The JDK asks the name service for the names of both ids at every call: ask once a connection,
     * on a thread that can wait.
     *
     * @throws ProblemException where the peer is someone whom this server cannot serve
     */
    public Peer of(SocketChannel connection) throws IOException {
        UnixDomainPrincipal principal = connection.getOption(ExtendedSocketOptions.SO_PEERCRED);
        Peer peer = known.get(principal);
        if (peer == null) {
            peer = numbers(principal);
            if (known.size() >= KNOWN_MAX) {
                known.clear();
            }
            known.put(principal, peer);
        }
        return peer;
    }

    private Peer numbers(UnixDomainPrincipal principal) throws IOException {
        Path probe = Files.createTempFile(folder, "peer", null, PosixFilePermissions.asFileAttribute(PRIVATE));
        try {
            var view = Files.getFileAttributeView(probe, PosixFileAttributeView.class);
            if (view == null) {
                throw new IOException("no owners on the file system of " + folder);
            }
            long own = number(probe, "unix:uid");
            if (!isOwner(principal, view)) {
                give(principal, view, own);
            }
            long uid = number(probe, "unix:uid");
            long gid = number(probe, "unix:gid");
            if (uid > Integer.MAX_VALUE || gid > Integer.MAX_VALUE) {
                throw new ProblemException(
                        AuthProblems.UID_RANGE.problem(FieldPath.ROOT, Long.toString(uid), "uid", uid, "gid", gid));
            }
            return new Peer((int) uid, (int) gid);
        } finally {
            Files.delete(probe);
        }
    }

    private static boolean isOwner(UnixDomainPrincipal principal, PosixFileAttributeView view) throws IOException {
        var attributes = view.readAttributes();
        return attributes.owner().equals(principal.user()) && attributes.group().equals(principal.group());
    }

    /** The group first: a file that is given away cannot be changed any more by a server without CAP_FOWNER. */
    private static void give(UnixDomainPrincipal principal, PosixFileAttributeView view, long own) throws IOException {
        FileOwnerAttributeView owner = view;
        try {
            view.setGroup(principal.group());
            owner.setOwner(principal.user());
        } catch (FileSystemException e) {
            if (own == 0) {
                throw e;
            }
            throw new ProblemException(AuthProblems.SERVER_OF_ANOTHER.problem(
                    FieldPath.ROOT, principal.user().getName(), "uid", own));
        }
    }

    private static long number(Path file, String attribute) throws IOException {
        return ((Integer) Files.getAttribute(file, attribute)) & NO_NUMBER;
    }
}
