package io.fairlead.server.volumes;

import io.fairlead.server.linux.Credentials;
import io.fairlead.server.linux.Descriptor;
import io.fairlead.server.linux.Errno;
import io.fairlead.server.linux.FileName;
import io.fairlead.server.linux.FileStat.FileKind;
import io.fairlead.server.linux.LinuxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Empties a folder that someone else filled, and may be filling still.
 *
 * <p>Every step goes from a descriptor to a name in it, so links and swapped names lead nowhere. A folder that the
 * server cannot write to is first made the server's own, which takes CAP_CHOWN and CAP_FOWNER, not the right to
 * override permissions. Depth is bounded by lifting what lies deeper up to the top, so neither the stack nor the
 * descriptors run out. Another mount is never entered.
 */
final class TreeRemoval {
    private static final int DEPTH_MAX = 64;
    private static final int BATCH = 4096;
    private static final int LEFT_MAX = 100;
    private static final int OWN_MODE = 0700;
    private static final int LIFT_TRIES = 1000;

    private final Descriptor top;
    private final long entriesMax;
    private final int serverUid;
    private final Set<String> left = new LinkedHashSet<>();
    private long removed;
    private long tried;
    private long lifted;

    TreeRemoval(Descriptor top, long entriesMax) throws LinuxException {
        this.top = top;
        this.entriesMax = entriesMax;
        this.serverUid = Credentials.serverUid();
    }

    /** Empties the folder, as far as that is possible within {@code entriesMax} entries. */
    void run() throws LinuxException {
        empty(top, "", 0);
    }

    /** How many names were removed. */
    long removed() {
        return removed;
    }

    /** What could not be removed and why; at most {@value #LEFT_MAX}. */
    List<String> left() {
        return List.copyOf(left);
    }

    private void empty(Descriptor folder, String path, int depth) throws LinuxException {
        take(folder);
        boolean progress = true;
        while (progress) {
            progress = false;
            if (depth == 0) {
                left.clear();
            }
            for (FileName name : namesIn(folder, path)) {
                if (tried++ >= entriesMax) {
                    return;
                }
                progress |= removeOne(folder, name, path.isEmpty() ? name.toString() : path + "/" + name, depth);
            }
        }
    }

    private List<FileName> namesIn(Descriptor folder, String path) {
        try {
            return folder.names(BATCH);
        } catch (LinuxException e) {
            leave(path, e);
            return List.of();
        }
    }

    private boolean removeOne(Descriptor folder, FileName name, String path, int depth) throws LinuxException {
        try {
            if (folder.stat(name).kind() != FileKind.FOLDER) {
                folder.remove(name, false);
            } else if (depth < DEPTH_MAX) {
                try (Descriptor child = folder.openOnSameMount(name)) {
                    empty(child, path, depth + 1);
                }
                folder.remove(name, true);
            } else {
                lift(folder, name);
            }
            removed++;
            return true;
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT) {
                return true;
            }
            if (e.errno() != Errno.ENOTEMPTY || left.isEmpty()) {
                leave(path, e);
            }
            return false;
        }
    }

    /**
     * Moves a folder to the top, whose next round removes it. Moving to another parent takes the right to write to the
     * folder itself. Names that are taken there on purpose are gone after this round.
     */
    private void lift(Descriptor folder, FileName name) throws LinuxException {
        try (Descriptor child = folder.openOnSameMount(name)) {
            take(child);
        }
        for (int tries = 1; ; tries++) {
            try {
                folder.move(name, top, FileName.of("lifted-" + lifted++));
                removed--;
                return;
            } catch (LinuxException e) {
                if (e.errno() != Errno.EEXIST || tries >= LIFT_TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Makes the folder the server's to change. Where that fails, removing from it will say why. */
    private void take(Descriptor folder) throws LinuxException {
        var stat = folder.stat();
        try {
            if (stat.uid() != serverUid) {
                folder.own(serverUid, -1);
            }
            if ((stat.mode() & OWN_MODE) != OWN_MODE) {
                folder.mode(OWN_MODE);
            }
        } catch (LinuxException e) {
            leave(folder.path(), e);
        }
    }

    private void leave(String path, LinuxException e) {
        if (left.size() < LEFT_MAX) {
            left.add(path + ": " + e.errno().words());
        }
    }
}
