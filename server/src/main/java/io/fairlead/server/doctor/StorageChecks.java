package io.fairlead.server.doctor;

import io.fairlead.core.limits.FreeSpaceFloors;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.volume.Backing;
import io.fairlead.core.volume.FolderPattern;
import io.fairlead.core.volume.Volume;
import io.fairlead.server.volumes.FreeSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Looks at disks and at the folders of volumes. */
final class StorageChecks {
    private static final Set<String> NETWORK =
            Set.of("nfs", "nfs4", "cifs", "smb3", "9p", "ceph", "lustre", "glusterfs", "beegfs", "fuse.sshfs");
    private static final int STICKY = 01000;

    private final long uid;
    private final List<Check> checks = new ArrayList<>();

    /** @param uid who the server runs as, besides root a trusted owner of folders */
    StorageChecks(long uid) {
        this.uid = uid;
    }

    List<Check> checks() {
        return checks;
    }

    /** Free space where a path is, or will be. */
    void space(String id, Path path, FreeSpaceFloors floors) throws IOException {
        FreeSpace space = FreeSpace.at(existing(path));
        int permille = space.freePermille();
        String found = String.format(
                Locale.ROOT,
                "%s free of %s (%d %%) at %s",
                new Bytes(space.freeBytes()),
                new Bytes(space.usableBytes()),
                permille / 10,
                path);
        String fix = "free some, or move it to a larger disk";
        if (permille < floors.accepting()) {
            checks.add(Check.bad(id, found, floors.accepting() / 10 + " % for jobs to be accepted", fix));
        } else if (permille < floors.placing()) {
            checks.add(Check.warn(id, found, floors.placing() / 10 + " % for jobs to start", fix));
        } else {
            checks.add(Check.ok(id, found));
        }
    }

    /** The store needs locks and syncs that mean what they say. */
    void local(Path state) throws IOException {
        String type = Files.getFileStore(existing(state)).type();
        checks.add(
                NETWORK.contains(type)
                        ? Check.bad(
                                "store-disk",
                                state + " is on " + type,
                                "a local disk",
                                "set stateFolder in the configuration to a folder on a local disk")
                        : Check.ok("store-disk", state + " is on " + type));
    }

    /** A volume's root is what its path says only while users cannot rename what leads to it. */
    void volume(Volume volume) throws IOException {
        if (!(volume.backing() instanceof Backing.Folders folders)
                || folders.root().startsAtHome()) {
            return;
        }
        List<String> names = new ArrayList<>();
        for (FolderPattern.Part part : folders.root().parts()) {
            if (!(part instanceof FolderPattern.Literal(String name))) {
                break;
            }
            names.add(name);
        }
        boolean literal = names.size() == folders.root().parts().size();
        Path base = Path.of("/" + String.join("/", names));
        String id = "volume-" + volume.name();
        Optional<String> unsafe = unsafe(literal ? names.subList(0, names.size() - 1) : names);
        if (unsafe.isPresent()) {
            checks.add(Check.bad(
                    id,
                    unsafe.get() + " can be written by users",
                    "folders of root's that lead to " + folders.root(),
                    "chown root " + unsafe.get() + " && chmod go-w " + unsafe.get()));
        } else if (!Files.isDirectory(base)) {
            checks.add(
                    literal
                            ? Check.bad(id, base + " is not there", "the folder of the volume", "mount or make " + base)
                            : Check.ok(id, base + " is made at the server's start or first use"));
        } else {
            checks.add(Check.ok(id, folders.root().toString()));
        }
    }

    /** The first folder on the way, from the root on, that somebody but root (or the server's own user) could change. */
    private Optional<String> unsafe(List<String> names) throws IOException {
        Path at = Path.of("/");
        List<Path> way = new ArrayList<>(List.of(at));
        for (String name : names) {
            at = at.resolve(name);
            way.add(at);
        }
        for (Path one : way) {
            if (!Files.exists(one, LinkOption.NOFOLLOW_LINKS)) {
                break;
            }
            PosixFileAttributes attributes = Files.readAttributes(one, PosixFileAttributes.class);
            int owner = (int) Files.getAttribute(one, "unix:uid");
            boolean sticky = ((int) Files.getAttribute(one, "unix:mode") & STICKY) != 0;
            boolean open = attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)
                    || (attributes.permissions().contains(PosixFilePermission.GROUP_WRITE) && groupOf(one) != 0);
            if ((owner != 0 && owner != uid) || (open && !sticky)) {
                return Optional.of(one.toString());
            }
        }
        return Optional.empty();
    }

    private static int groupOf(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:gid");
    }

    private static Path existing(Path path) {
        Path at = path.toAbsolutePath();
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }
}
