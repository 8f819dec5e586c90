package io.fairlead.server.volumes;

import io.fairlead.server.linux.Descriptor;
import io.fairlead.server.linux.FileName;
import io.fairlead.server.linux.FileStat;
import io.fairlead.server.linux.LinuxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Looks through a folder that someone else fills, following no link and entering no other mount. */
final class TreeListing {
    private static final int DEPTH_MAX = 64;
    private static final int NAMES_MAX = 100_000;

    private final int filesMax;
    private final long entriesMax;
    private final List<HomeContent.HomeFile> listed = new ArrayList<>();
    private long entries;
    private long files;
    private long diskBytes;
    private boolean whole = true;

    TreeListing(int filesMax, long entriesMax) {
        this.filesMax = filesMax;
        this.entriesMax = entriesMax;
    }

    HomeContent of(Descriptor folder) {
        look(folder, "", 0);
        return new HomeContent(listed, files, diskBytes, whole);
    }

    private void look(Descriptor folder, String path, int depth) {
        try {
            List<FileName> names = new ArrayList<>(folder.names(NAMES_MAX));
            whole &= names.size() < NAMES_MAX;
            names.sort(Comparator.comparing(FileName::toString));
            for (FileName name : names) {
                if (entries++ >= entriesMax) {
                    whole = false;
                    return;
                }
                lookAt(folder, name, path.isEmpty() ? name.toString() : path + "/" + name, depth);
            }
        } catch (LinuxException e) {
            whole = false;
        }
    }

    private void lookAt(Descriptor folder, FileName name, String path, int depth) {
        try {
            FileStat stat = folder.stat(name);
            diskBytes += stat.allocatedBytes();
            switch (stat.kind()) {
                case REGULAR -> count(path, stat);
                case FOLDER -> enter(folder, name, path, depth);
                case LINK, OTHER -> {}
            }
        } catch (LinuxException e) {
            whole = false;
        }
    }

    private void count(String path, FileStat stat) {
        files++;
        if (listed.size() < filesMax) {
            listed.add(new HomeContent.HomeFile(path, stat.bytes()));
        }
    }

    private void enter(Descriptor folder, FileName name, String path, int depth) throws LinuxException {
        if (depth >= DEPTH_MAX) {
            whole = false;
            return;
        }
        try (Descriptor child = folder.openOnSameMount(name)) {
            look(child, path, depth + 1);
        }
    }
}
