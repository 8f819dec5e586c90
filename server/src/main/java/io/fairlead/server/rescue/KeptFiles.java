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
import java.nio.file.FileAlreadyExistsException;
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
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of ended attempts, each attempt's beneath a folder of its own by their paths in the container, for so long; gone
 * earlier where the disk runs full. Nobody but the server looks in here.
 */
public final class KeptFiles {
    private static final int LISTED_MAX = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(KeptFiles.class);

    private final Path folder;
    private final ThrowAwayHomes trees;
    private final Duration time;
    private final InstantSource clock;

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

    /** The home as a whole, without going through it. */
    void moveIn(String attempt, Path home, String target) throws IOException {
        Path to = folder.resolve(attempt).resolve(target.substring(1));
        Files.createDirectories(to.resolveSibling("."));
        try {
            Files.move(home, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException | FileAlreadyExistsException before) {
            LOG.debug("the home of {} was kept before", attempt);
        }
        begun(attempt);
    }

    /** Each file through its own folders, whatever a link in the layer says. */
    void copyIn(String attempt, Layers.Layer layer, List<FilesLeft.File> files) throws IOException {
        if (layer.folder().isEmpty() || files.isEmpty()) {
            return;
        }
        try (Descriptor root = Descriptor.openTrusted(layer.folder().get())) {
            for (FilesLeft.File file : files) {
                Path to = folder.resolve(attempt).resolve(file.path().substring(1));
                try (InputStream in = open(root, file.path())) {
                    Files.createDirectories(to.resolveSibling("."));
                    Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
                } catch (LinuxException | NoSuchFileException | IllegalArgumentException e) {
                    LOG.debug("{} of {} is no file that can be kept", file.path(), attempt);
                }
            }
        }
        begun(attempt);
    }

    private void begun(String attempt) throws IOException {
        Files.setLastModifiedTime(folder.resolve(attempt), FileTime.from(clock.instant()));
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
        Path own = folder.resolve(attempt);
        if (!Files.isDirectory(own)) {
            return Optional.empty();
        }
        HomeContent content = trees.content(attempt, LISTED_MAX);
        return Optional.of(new Kept(
                until(own),
                content.listed().stream()
                        .map(file -> new FilesLeft.File("/" + file.path(), file.bytes()))
                        .toList()));
    }

    private Instant until(Path own) throws IOException {
        return Files.getLastModifiedTime(own).toInstant().plus(time);
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
            byAge.put(until(folder.resolve(attempt)), attempt);
        }
        for (var entry : byAge.entrySet()) {
            boolean over = !clock.instant().isBefore(entry.getKey());
            if (over || FreeSpace.at(folder).freePermille() < freePermille) {
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
