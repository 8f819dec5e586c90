package io.fairlead.server.volumes;

import io.fairlead.server.linux.Credentials;
import io.fairlead.server.linux.Descriptor;
import io.fairlead.server.linux.Errno;
import io.fairlead.server.linux.FileName;
import io.fairlead.server.linux.LinuxException;
import io.fairlead.server.linux.OwnThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The home folder that each attempt has for itself: the user's, closed to others, gone afterwards. */
public final class ThrowAwayHomes {
    /** How many names one {@link #remove} goes through; more take another call. */
    public static final long ENTRIES_MAX = 100_000;

    private static final int OWN_MODE = 0700;
    private static final int HOMES_MAX = 1_000_000;
    private static final int HOME_UMASK = 022;
    private static final Pattern ATTEMPT = Pattern.compile("[a-z0-9][a-z0-9._-]{0,127}");

    private final String folder;
    private final OwnThreads threads;

    private ThrowAwayHomes(String folder, OwnThreads threads) {
        this.folder = folder;
        this.threads = threads;
    }

    /**
     * Opens the folder of all homes, made if it is not there, closed to everyone but the server.
     *
     * @param folder on a local disk of this node
     */
    public static ThrowAwayHomes at(Path folder, OwnThreads threads) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        String real = folder.toRealPath().toString();
        threads.call("homes", self -> {
            try (Descriptor homes = Descriptor.openTrusted(real)) {
                homes.own(Credentials.serverUid(), -1);
                homes.mode(OWN_MODE);
                return true;
            }
        });
        return new ThrowAwayHomes(real, threads);
    }

    /**
     * Makes an attempt's home, if it is not there, and folders in it that other mounts will cover: the runtime would
     * make them as root.
     *
     * @return its path, for the engine or for staging
     */
    public Path make(String attempt, Credentials user, List<SubPath> mountPoints)
            throws IOException, InterruptedException {
        FileName name = attemptName(attempt);
        threads.call("make home " + attempt, self -> {
            try (Descriptor homes = Descriptor.openTrusted(folder)) {
                Folders.makeUnlessThere(homes, name, 0);
                try (Descriptor home = homes.openBeneath(List.of(name))) {
                    home.own(user.uid(), user.gid());
                    home.mode(OWN_MODE);
                    self.as(user, HOME_UMASK, () -> makeAll(home, mountPoints));
                }
            }
            return true;
        });
        return Path.of(folder, attempt);
    }

    /** Where an attempt's home is, or would be. */
    public Path folderOf(String attempt) {
        return Path.of(folder, attemptName(attempt).toString());
    }

    /**
     * Looks through an attempt's home.
     *
     * @param filesMax how many files to list; 0 for the sums alone
     */
    public HomeContent content(String attempt, int filesMax) throws IOException, InterruptedException {
        FileName name = attemptName(attempt);
        return threads.call("list home " + attempt, self -> {
            try (Descriptor homes = Descriptor.openTrusted(folder);
                    Descriptor home = homes.openBeneath(List.of(name))) {
                return new TreeListing(filesMax, ENTRIES_MAX).of(home);
            } catch (LinuxException e) {
                if (e.errno() == Errno.ENOENT) {
                    return new HomeContent(List.of(), 0, 0, true);
                }
                throw e;
            }
        });
    }

    /** Removes an attempt's home, as far as one call goes. One that is not there is gone. */
    public Removal remove(String attempt) throws IOException, InterruptedException {
        FileName name = attemptName(attempt);
        return threads.call("remove home " + attempt, self -> {
            try (Descriptor homes = Descriptor.openTrusted(folder)) {
                return removeFrom(homes, name);
            }
        });
    }

    /** The attempts that have a home, sorted: for clearing what an earlier server left. */
    public List<String> attempts() throws IOException, InterruptedException {
        return threads.call("homes", self -> {
            try (Descriptor homes = Descriptor.openTrusted(folder)) {
                return homes.names(HOMES_MAX).stream()
                        .map(FileName::toString)
                        .sorted()
                        .toList();
            }
        });
    }

    private static Removal removeFrom(Descriptor homes, FileName name) throws LinuxException {
        try (Descriptor home = homes.openOnSameMount(name)) {
            var removal = new TreeRemoval(home, ENTRIES_MAX);
            removal.run();
            Folders.removeIfEmpty(homes, name);
            return new Removal(removal.removed(), isGone(homes, name), removal.left());
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT) {
                return new Removal(0, true, List.of());
            }
            throw e;
        }
    }

    private static boolean isGone(Descriptor homes, FileName name) throws LinuxException {
        try {
            homes.stat(name);
            return false;
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT) {
                return true;
            }
            throw e;
        }
    }

    private static boolean makeAll(Descriptor home, List<SubPath> mountPoints) throws LinuxException {
        for (SubPath point : mountPoints) {
            Folders.openOrMake(home, point.fileNames()).close();
        }
        return true;
    }

    private static FileName attemptName(String attempt) {
        if (!ATTEMPT.matcher(attempt).matches()) {
            throw new IllegalArgumentException("not an attempt's name: " + attempt);
        }
        return FileName.of(attempt);
    }
}
