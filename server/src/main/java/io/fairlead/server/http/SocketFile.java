package io.fairlead.server.http;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.ProblemException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The file in which a server listens. One that a dead server left is removed; one behind which a server answers is not
 * touched. Anybody may connect, since who they are is known; nobody but the owner of the folder can put another file in
 * its place.
 */
final class SocketFile {
    /** What the kernel takes, its closing zero included. */
    private static final int PATH_MAX_BYTES = 107;

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> OPEN_TO_ALL = PosixFilePermissions.fromString("rw-rw-rw-");

    private final Path path;

    SocketFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    Path path() {
        return path;
    }

    /** Makes way. @throws ProblemException where it cannot be listened here */
    void clear() throws IOException {
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > PATH_MAX_BYTES) {
            throw new ProblemException(
                    HttpProblems.SOCKET_PATH.problem(FieldPath.ROOT, path.toString(), "limit", PATH_MAX_BYTES));
        }
        Path folder = path.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
            Files.setPosixFilePermissions(folder, FOLDER);
        }
        if (folder != null) {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(folder);
            if (rights.contains(PosixFilePermission.OTHERS_WRITE) || rights.contains(PosixFilePermission.GROUP_WRITE)) {
                throw new ProblemException(
                        HttpProblems.SOCKET_FOLDER.problem(FieldPath.ROOT, folder.toString(), "folder", folder));
            }
        }
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (answers()) {
            throw new ProblemException(
                    HttpProblems.SOCKET_TAKEN.problem(FieldPath.ROOT, path.toString(), "path", path));
        }
        if (!isSocket()) {
            throw new ProblemException(
                    HttpProblems.SOCKET_NO_SOCKET.problem(FieldPath.ROOT, path.toString(), "path", path));
        }
        Files.delete(path);
    }

    private boolean isSocket() throws IOException {
        int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        return (mode & 0170000) == 0140000;
    }

    private boolean answers() {
        try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    void openToAll() throws IOException {
        Files.setPosixFilePermissions(path, OPEN_TO_ALL);
    }

    void remove() throws IOException {
        Files.deleteIfExists(path);
    }
}
