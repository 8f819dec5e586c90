package io.fairlead.server.volumes;

import io.fairlead.server.linux.Descriptor;
import io.fairlead.server.linux.Errno;
import io.fairlead.server.linux.FileName;
import io.fairlead.server.linux.LinuxException;
import java.util.List;

/** Goes down through folders, making those that are missing, each through the descriptor of the one above it. */
final class Folders {
    /** Before the umask. */
    static final int OPEN_MODE = 0777;

    private Folders() {}

    /**
     * Opens the last of the names, with the calling thread's rights.
     *
     * @param names at least one
     */
    static Descriptor openOrMake(Descriptor from, List<FileName> names) throws LinuxException {
        Descriptor at = openOrMake(from, names.getFirst());
        for (FileName name : names.subList(1, names.size())) {
            try (Descriptor above = at) {
                at = openOrMake(above, name);
            }
        }
        return at;
    }

    private static Descriptor openOrMake(Descriptor from, FileName name) throws LinuxException {
        try {
            return from.openBeneath(List.of(name));
        } catch (LinuxException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
        }
        makeUnlessThere(from, name, OPEN_MODE);
        return from.openBeneath(List.of(name));
    }

    /** Says whether it was made now. */
    static boolean makeUnlessThere(Descriptor from, FileName name, int mode) throws LinuxException {
        try {
            from.makeFolder(name, mode);
            return true;
        } catch (LinuxException e) {
            if (e.errno() != Errno.EEXIST) {
                throw e;
            }
            return false;
        }
    }

    /** Removes an empty folder; one that is not there, not empty, or mounted upon stays as it is. */
    static void removeIfEmpty(Descriptor from, FileName name) throws LinuxException {
        try {
            from.remove(name, true);
        } catch (LinuxException e) {
            if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTEMPTY && e.errno() != Errno.EBUSY) {
                throw e;
            }
        }
    }
}
