package io.fairlead.server.build;

import io.fairlead.core.recipe.OwnImage;
import io.fairlead.core.recipe.Recipe;
import io.fairlead.wire.json.MalformedJson;
import io.fairlead.wire.json.RecordJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What is known of images that were made here: every version with what it was made from, a file for each name. A file is
 * replaced as a whole and durably, before the image gets its names. Any number of threads may call it.
 */
public final class ImageShelf {
    private static final String SUFFIX = ".json";
    private static final int FILE_MAX_BYTES = 64 << 20;

    private final Path folder;

    /**
     * One version.
     *
     * @param version from 1 on; never given again while a later one is known
     * @param id of the image, {@code sha256:…}
     * @param job that built it
     * @param base as it was written
     * @param baseDigest what the base was: a registry's digest or an image id
     * @param baseKind what that digest is of, as {@code ResolvedImage.Kind} says it
     * @param recipe empty where a Dockerfile by hand was used
     */
    public record Version(
            int version,
            String id,
            Instant createdAt,
            String job,
            String base,
            String baseDigest,
            String baseKind,
            Optional<Recipe> recipe,
            String dockerfile) {
        Version numbered(int number) {
            return new Version(number, id, createdAt, job, base, baseDigest, baseKind, recipe, dockerfile);
        }
    }

    /**
     * What is known of a name.
     *
     * @param versions oldest first
     * @param leftovers layers of builds that failed, kept for the next try, until they are pruned
     */
    public record Kept(long uid, String name, List<Version> versions, List<String> leftovers) {
        public Kept {
            versions = List.copyOf(versions);
            leftovers = List.copyOf(leftovers);
        }

        Optional<Version> latest() {
            return versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
        }

        int next() {
            return latest().map(version -> version.version() + 1).orElse(1);
        }
    }

    public ImageShelf(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    /** @return the version with its number */
    synchronized Version add(long uid, String name, Version version) throws IOException {
        Kept before = of(uid, name);
        Version numbered = version.numbered(before.next());
        List<Version> versions = new ArrayList<>(before.versions());
        versions.add(numbered);
        write(new Kept(uid, name, versions, before.leftovers()));
        return numbered;
    }

    synchronized void leftOver(long uid, String name, String layer) throws IOException {
        Kept before = of(uid, name);
        if (!before.leftovers().contains(layer)) {
            List<String> all = new ArrayList<>(before.leftovers());
            all.add(layer);
            write(new Kept(uid, name, before.versions(), all));
        }
    }

    /** @param change keeps uid and name; a name of which nothing is left is forgotten */
    synchronized void change(long uid, String name, UnaryOperator<Kept> change) throws IOException {
        Kept after = change.apply(of(uid, name));
        if (after.versions().isEmpty() && after.leftovers().isEmpty()) {
            Files.deleteIfExists(file(uid, name));
        } else {
            write(after);
        }
    }

    /** Empty where nothing is known. */
    synchronized Kept of(long uid, String name) throws IOException {
        try {
            byte[] bytes = Files.readAllBytes(file(uid, name));
            return RecordJson.read(bytes, Kept.class);
        } catch (NoSuchFileException none) {
            return new Kept(uid, name, List.of(), List.of());
        } catch (MalformedJson e) {
            throw new IOException(file(uid, name) + " is damaged: " + e.getMessage(), e);
        }
    }

    /** Everything, ordered by file. */
    synchronized List<Kept> all() throws IOException {
        List<Kept> all = new ArrayList<>();
        for (Path owner : entries(folder)) {
            long uid = Long.parseLong(owner.getFileName().toString());
            for (Path file : entries(owner)) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX)) {
                    all.add(of(uid, name.substring(0, name.length() - SUFFIX.length())));
                }
            }
        }
        return all;
    }

    private static List<Path> entries(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.sorted().toList();
        }
    }

    private Path file(long uid, String name) {
        if (!OwnImage.isName(name)) {
            throw new IllegalArgumentException("not a name of an image: " + name);
        }
        return folder.resolve(Long.toString(uid)).resolve(name + SUFFIX);
    }

    private void write(Kept kept) throws IOException {
        Path file = file(kept.uid(), kept.name());
        Path owner = Files.createDirectories(file.getParent());
        byte[] bytes = RecordJson.write(kept);
        if (bytes.length > FILE_MAX_BYTES) {
            throw new IOException("what is known of " + kept.name() + " takes more than " + FILE_MAX_BYTES + " bytes");
        }
        Path next = file.resolveSibling(kept.name() + ".new");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel above = FileChannel.open(owner, StandardOpenOption.READ)) {
            above.force(true);
        }
    }
}
