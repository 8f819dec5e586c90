package io.fairlead.server.rescue;

import io.fairlead.core.job.FilesLeft;
import io.fairlead.core.port.Layers;
import io.fairlead.server.linux.Descriptor;
import io.fairlead.server.linux.FileName;
import io.fairlead.server.linux.FileStat;
import io.fairlead.server.linux.LinuxException;
import io.fairlead.server.linux.OwnThreads;
import io.fairlead.server.volumes.FreeSpace;
import io.fairlead.server.volumes.HomeContent;
import io.fairlead.server.volumes.Removal;
import io.fairlead.server.volumes.ThrowAwayHomes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of ended attempts, each attempt's beneath a folder of its own by their paths in the container, for so long; gone
 * earlier where the disk runs full. Nobody but the server looks in here.
 */
public final class KeptFiles {
    private static final int LISTED_MAX = 10_000;
    /** Ends the name of a folder in which something is gathered; no attempt's name ends so. */
    private static final String PART = ".part";

    private static final Logger LOG = LoggerFactory.getLogger(KeptFiles.class);

    private final Path folder;
    private final ThrowAwayHomes trees;
    private final Duration time;
    private final InstantSource clock;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    private KeptFiles(Path folder, ThrowAwayHomes trees, Duration time, InstantSource clock) {
        this.folder = folder;
        this.trees = trees;
        this.time = time;
        this.clock = clock;
    }

    /** @param folder on the disk of the throw-away homes */
    public static KeptFiles at(Path folder, Duration time, OwnThreads threads, InstantSource clock)
            throws IOException, InterruptedException {
        ThrowAwayHomes trees = ThrowAwayHomes.at(folder, threads);
        return new KeptFiles(folder.toRealPath(), trees, time, clock);
    }

    /**
     * What is kept of an attempt.
     *
     * @param files by path in the container
     */
    public record Kept(Instant until, List<FilesLeft.File> files) {
        public Kept {
            files = List.copyOf(files);
        }
    }

    /** Brings what is kept of an attempt into a folder. May find what was brought there before. */
    interface Gathering {
        void into(Path folder) throws IOException;
    }

    /** Whether what is kept of an attempt is in its place, all of it. */
    public boolean has(String attempt) {
        return Files.isDirectory(folder.resolve(attempt));
    }

    /** Whether a server that ended meanwhile has begun to gather it. */
    boolean isBegun(String attempt) {
        return Files.isDirectory(folder.resolve(attempt + PART));
    }

    /**
     * Gathers it beside its place and puts it there as a whole, so that nobody takes some of the files for all; once.
     *
     * @throws IOException where something cannot be gathered; nothing is kept then
     */
    void keep(String attempt, Gathering gathering) throws IOException, InterruptedException {
        if (has(attempt)) {
            return;
        }
        Path part = folder.resolve(attempt + PART);
        underWay.add(attempt + PART);
        try {
            gathering.into(Files.createDirectories(part));
            Files.setLastModifiedTime(part, FileTime.from(clock.instant()));
            Files.move(part, folder.resolve(attempt), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            remove(attempt + PART);
            throw e;
        } finally {
            underWay.remove(attempt + PART);
        }
    }

    /** The home as a whole, without going through it. */
    static void moveIn(Path into, Path home, String target) throws IOException {
        Path to = into.resolve(target.substring(1));
        Files.createDirectories(to.resolveSibling("."));
        Files.move(home, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Each file through its own folders, whatever a link in the layer says. */
    static void copyIn(Path into, Layers.Layer layer, List<FilesLeft.File> files) throws IOException {
        if (layer.folder().isEmpty() || files.isEmpty()) {
            return;
        }
        try (Descriptor root = Descriptor.openTrusted(layer.folder().get())) {
            for (FilesLeft.File file : files) {
                Path to = into.resolve(file.path().substring(1));
                try (InputStream in = open(root, file.path())) {
                    Files.createDirectories(to.resolveSibling("."));
                    Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
                } catch (LinuxException | NoSuchFileException | IllegalArgumentException e) {
                    LOG.debug("{} is no file that can be kept, for {}", file.path(), into);
                }
            }
        }
    }

    private static InputStream open(Descriptor root, String path) throws IOException {
        List<FileName> names = LayerFiles.names(path);
        if (names.size() == 1) {
            return open(root, names.getFirst(), path);
        }
        try (Descriptor in = root.openBeneath(names.subList(0, names.size() - 1))) {
            return open(in, names.getLast(), path);
        }
    }

    private static InputStream open(Descriptor in, FileName name, String path) throws IOException {
        if (in.stat(name).kind() != FileStat.FileKind.REGULAR) {
            throw new NoSuchFileException(path);
        }
        return Files.newInputStream(in.pathOf(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** What there is of an attempt; empty where nothing is kept, or not any more. */
    public Optional<Kept> of(String attempt) throws IOException, InterruptedException {
        if (!has(attempt)) {
            return Optional.empty();
        }
        HomeContent content = trees.content(attempt, LISTED_MAX);
        return Optional.of(new Kept(
                until(attempt),
                content.listed().stream()
                        .map(file -> new FilesLeft.File("/" + file.path(), file.bytes()))
                        .toList()));
    }

    private Instant until(String attempt) throws IOException {
        return Files.getLastModifiedTime(folder.resolve(attempt)).toInstant().plus(time);
    }

    /**
     * One file's bytes.
     *
     * @param path as {@link #of} lists it
     * @throws NoSuchFileException where there is no such file
     */
    public InputStream read(String attempt, String path) throws IOException {
        try (Descriptor root = Descriptor.openTrusted(folder.resolve(attempt).toString())) {
            return open(root, path);
        } catch (LinuxException | IllegalArgumentException e) {
            throw new NoSuchFileException(path);
        }
    }

    /** Removes what has been kept long enough, and, oldest first, more where less of the disk is free than wished. */
    public void purge(int freePermille) throws IOException, InterruptedException {
        TreeMap<Instant, String> byAge = new TreeMap<>(Comparator.naturalOrder());
        for (String attempt : trees.attempts()) {
            try {
                byAge.put(until(attempt), attempt);
            } catch (NoSuchFileException meanwhile) {
                LOG.debug("{} was gathered, and is in its place", attempt);
            }
        }
        for (var entry : byAge.entrySet()) {
            boolean over = !clock.instant().isBefore(entry.getKey());
            boolean gathered = !underWay.contains(entry.getValue());
            if (gathered && (over || FreeSpace.at(folder).freePermille() < freePermille)) {
                remove(entry.getValue());
            }
        }
    }

    private void remove(String attempt) throws IOException, InterruptedException {
        Removal removal = trees.remove(attempt);
        while (!removal.gone() && removal.removed() > 0) {
            removal = trees.remove(attempt);
        }
    }
}
