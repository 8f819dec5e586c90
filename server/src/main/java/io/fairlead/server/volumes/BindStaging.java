package io.fairlead.server.volumes;

import io.fairlead.core.problem.Problem;
import io.fairlead.core.volume.MountTarget;
import io.fairlead.server.linux.Descriptor;
import io.fairlead.server.linux.Errno;
import io.fairlead.server.linux.FileName;
import io.fairlead.server.linux.LinuxException;
import io.fairlead.server.linux.MountTable;
import io.fairlead.server.linux.Mounts;
import io.fairlead.server.linux.OwnThread;
import io.fairlead.server.linux.OwnThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Staging by a server that is root.
 *
 * <p>Goal: what was checked is what is mounted, though the user can swap any name at any time. So the folder is opened
 * once, from the root's descriptor, beneath it, following no link, with the user's own rights; and the descriptor, not
 * the path, is bound to a place where only root can write. The engine is given that place.
 */
public final class BindStaging implements Staging {
    private static final int PRIVATE_MODE = 0700;
    private static final int LAYERS_MAX = 16;
    private static final int LOOKS = 3;
    private static final Pattern ATTEMPT = Pattern.compile("[a-z0-9][a-z0-9._-]{0,127}");

    private final String folder;
    private final OwnThreads threads;

    private BindStaging(String folder, OwnThreads threads) {
        this.folder = folder;
        this.threads = threads;
    }

    /**
     * Opens the stage folder, made if it is not there, root's alone.
     *
     * @throws IOException where others can write to it
     */
    public static BindStaging at(Path folder, OwnThreads threads) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        String real = folder.toRealPath().toString();
        threads.call("stage folder", self -> {
            try (Descriptor stages = Descriptor.openTrusted(real)) {
                stages.own(0, 0);
                stages.mode(PRIVATE_MODE);
                return true;
            }
        });
        return new BindStaging(real, threads);
    }

    @Override
    public Staged stage(String attempt, int number, VolumeSource source, Visitor visitor)
            throws IOException, InterruptedException {
        FileName folderName = attemptName(attempt);
        if (number < 0 || number >= STAGES_MAX) {
            throw new IllegalArgumentException("stage number " + number);
        }
        return threads.call("stage " + attempt + "/" + number, self -> {
            try (Descriptor opened = open(self, source, visitor)) {
                String place = makePlace(folderName, FileName.of(Integer.toString(number)));
                Mounts.bind(opened, place, source.readOnly());
                return verified(opened, place);
            }
        });
    }

    @Override
    public List<Problem> insideProblems(Staged outer, MountTarget outerTarget, MountTarget inner, Visitor visitor)
            throws IOException, InterruptedException {
        SubPath below = SubPath.of(inner.below(outerTarget));
        boolean there = threads.call("look inside " + outer.path(), self -> {
            try (Descriptor at = Descriptor.openTrusted(outer.path())) {
                return self.as(visitor.user(), visitor.umask(), () -> isFolder(at, below));
            }
        });
        return there ? List.of() : List.of(Refusals.inside(outerTarget, inner));
    }

    @Override
    public void unstage(String attempt) throws IOException, InterruptedException {
        FileName name = attemptName(attempt);
        threads.call("unstage " + attempt, self -> {
            detachBeneath(folder + "/" + name);
            removePlaces(name);
            return true;
        });
    }

    @Override
    public List<String> clearStale() throws IOException, InterruptedException {
        return threads.call("clear stages", self -> {
            detachBeneath(folder);
            var attempts = new LinkedHashSet<String>();
            try (Descriptor stages = Descriptor.openTrusted(folder)) {
                for (FileName name : stages.names(Integer.MAX_VALUE)) {
                    attempts.add(name.toString());
                    removePlaces(name);
                }
            }
            return attempts.stream().sorted().toList();
        });
    }

    @Override
    public List<Difference> differences(long pid, List<Expected> expected) throws IOException {
        List<Difference> found = List.of();
        for (int look = 0; look < LOOKS; look++) {
            MountTable theirs = MountTable.of(pid);
            MountTable own = MountTable.own();
            found = expected.stream()
                    .flatMap(one -> difference(one, own, theirs).stream())
                    .toList();
            if (found.isEmpty()) {
                break;
            }
        }
        return found;
    }

    /** A user may rename the folder between the two readings, so the stage's own line is read along with theirs. */
    private static Optional<Difference> difference(Expected expected, MountTable own, MountTable theirs) {
        Staged staged = expected.staged();
        MountTable.Entry recorded = staged.mount().orElseThrow();
        MountTable.Entry mine = own.at(staged.path()).orElse(recorded);
        Optional<MountTable.Entry> there = theirs.at(expected.target().path());
        if (there.isEmpty()) {
            return Optional.of(new Difference(expected.target(), "nothing is mounted there"));
        }
        MountTable.Entry entry = there.get();
        if (!entry.sameFolder(mine)) {
            return Optional.of(new Difference(expected.target(), "another folder: " + entry.root()));
        }
        var missing = new ArrayList<>(List.of("nosuid", "nodev"));
        if (staged.readOnly()) {
            missing.add("ro");
        }
        missing.removeAll(entry.options());
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Difference(expected.target(), "mounted without " + String.join(", ", missing)));
    }

    /** Root is squashed on some network storage: where the server may not open a volume's root, the user may. */
    private static Descriptor open(OwnThread self, VolumeSource source, Visitor visitor) throws IOException {
        Descriptor root;
        try {
            root = Descriptor.openTrusted(source.root());
        } catch (LinuxException e) {
            if (e.errno() != Errno.EACCES) {
                throw Refusals.atTheRoot(source, e);
            }
            root = self.as(visitor.user(), visitor.umask(), () -> Descriptor.openTrusted(source.root()));
        }
        if (source.path().names().isEmpty()) {
            return root;
        }
        try (Descriptor from = root) {
            return self.as(visitor.user(), visitor.umask(), () -> entered(down(from, source)));
        } catch (LinuxException e) {
            throw Refusals.onTheWay(source, visitor.user(), e);
        }
    }

    /** A folder may be opened by those who may not enter it, to whom it would be mounted and closed. */
    private static Descriptor entered(Descriptor folder) throws LinuxException {
        try {
            folder.reopened().close();
            return folder;
        } catch (LinuxException e) {
            folder.close();
            throw e;
        }
    }

    private static Descriptor down(Descriptor root, VolumeSource source) throws LinuxException {
        List<FileName> names = source.path().fileNames();
        return source.create() ? Folders.openOrMake(root, names) : root.openBeneath(names);
    }

    static boolean isFolder(Descriptor at, SubPath below) throws LinuxException {
        try {
            at.openBeneath(below.fileNames()).close();
            return true;
        } catch (LinuxException e) {
            return switch (e.errno()) {
                case ENOENT, ELOOP, ENOTDIR, EACCES, EXDEV -> false;
                default -> throw e;
            };
        }
    }

    private String makePlace(FileName attempt, FileName number) throws LinuxException {
        try (Descriptor stages = Descriptor.openTrusted(folder)) {
            Folders.makeUnlessThere(stages, attempt, PRIVATE_MODE);
            try (Descriptor mine = stages.openBeneath(List.of(attempt))) {
                Folders.makeUnlessThere(mine, number, PRIVATE_MODE);
                String place = folder + "/" + attempt + "/" + number;
                for (int i = 0; i < LAYERS_MAX && mine.stat(number).mountRoot(); i++) {
                    Mounts.detach(place);
                }
                return place;
            }
        }
    }

    private static Staged verified(Descriptor opened, String place) throws IOException {
        var there = Descriptor.statTrusted(place);
        Optional<MountTable.Entry> entry = MountTable.own().at(place);
        if (!there.file().equals(opened.stat().file()) || entry.isEmpty()) {
            Mounts.detach(place);
            throw new IOException("another folder lies at the stage " + place + " than was bound there");
        }
        return new Staged(place, entry.get().options().contains("ro"), entry);
    }

    private static void detachBeneath(String path) throws IOException {
        for (MountTable.Entry entry : MountTable.own().inside(path)) {
            try {
                Mounts.detach(entry.target());
            } catch (LinuxException e) {
                if (e.errno() != Errno.EINVAL && e.errno() != Errno.ENOENT) {
                    throw e;
                }
            }
        }
    }

    private void removePlaces(FileName attempt) throws IOException {
        try (Descriptor stages = Descriptor.openTrusted(folder)) {
            try (Descriptor places = stages.openBeneath(List.of(attempt))) {
                for (FileName place : places.names(STAGES_MAX)) {
                    Folders.removeIfEmpty(places, place);
                }
            } catch (LinuxException e) {
                if (e.errno() != Errno.ENOENT) {
                    throw e;
                }
            }
            Folders.removeIfEmpty(stages, attempt);
        }
    }

    private static FileName attemptName(String attempt) {
        if (!ATTEMPT.matcher(attempt).matches()) {
            throw new IllegalArgumentException("not an attempt's name: " + attempt);
        }
        return FileName.of(attempt);
    }
}
