package io.fairlead.server.volumes;

import io.fairlead.server.linux.Credentials;
import io.fairlead.server.linux.Descriptor;
import io.fairlead.server.linux.FileName;
import io.fairlead.server.linux.FileStat;
import io.fairlead.server.linux.FileStat.FileKind;
import io.fairlead.server.linux.OwnThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** Makes the folders that the configuration promises, such as a project's at a site: root's, with a group's rights. */
public final class VolumeFolders {
    private static final int SERVER_UMASK = 022;
    private static final Credentials ROOT = new Credentials(0, 0, List.of());

    private final OwnThreads threads;

    public VolumeFolders(OwnThreads threads) {
        this.threads = threads;
    }

    /**
     * Makes a folder beneath a volume's root unless it is there; one that is there stays as it is.
     *
     * <p>A folder without any permission bits is one that an earlier server did not finish: the bits come last, when
     * the group is right, and nobody can use it before.
     *
     * @param root an existing folder where only root can write
     * @param path at least one name; those before the last are made root's, 0755
     * @param mode such as 02770
     * @return the folder's path
     */
    public String ensure(String root, SubPath path, int gid, int mode) throws IOException, InterruptedException {
        return ensure(root, path, 0, gid, mode);
    }

    /**
     * The same for a folder that becomes somebody's own. A server that an ordinary user started makes every folder that
     * user's, and theirs alone.
     *
     * @param uid whose the last folder becomes
     */
    public String ensure(String root, SubPath path, int uid, int gid, int mode)
            throws IOException, InterruptedException {
        List<FileName> names = path.fileNames();
        if (names.isEmpty() || mode == 0) {
            throw new IllegalArgumentException("nothing to make: " + path);
        }
        if (Credentials.serverUid() != 0) {
            Set<PosixFilePermission> own = PosixFilePermissions.fromString("rwx------");
            return Files.createDirectories(Path.of(root, path.toString()), PosixFilePermissions.asFileAttribute(own))
                    .toString();
        }
        return threads.call("make " + root + "/" + path, self -> {
            try (Descriptor start = Descriptor.openTrusted(root);
                    Descriptor parent = self.as(ROOT, SERVER_UMASK, () -> parent(start, names))) {
                var group = new Credentials(0, gid, List.of());
                self.as(group, 0, () -> finished(parent, names.getLast(), uid, gid, mode));
            }
            return root + "/" + path;
        });
    }

    private static Descriptor parent(Descriptor start, List<FileName> names) throws IOException {
        return names.size() == 1 ? start.reopened() : Folders.openOrMake(start, names.subList(0, names.size() - 1));
    }

    /** The thread is in the group meanwhile, or the kernel would drop the set-group bit. */
    private static boolean finished(Descriptor parent, FileName name, int uid, int gid, int mode) throws IOException {
        Folders.makeUnlessThere(parent, name, 0);
        try (Descriptor folder = parent.openBeneath(List.of(name))) {
            FileStat stat = folder.stat();
            boolean unfinished = stat.kind() == FileKind.FOLDER && stat.uid() == 0 && (stat.mode() & 0777) == 0;
            if (unfinished) {
                folder.own(uid, gid);
                folder.mode(mode);
            }
            return unfinished;
        }
    }
}
