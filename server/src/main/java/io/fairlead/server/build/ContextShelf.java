package io.fairlead.server.build;

import io.fairlead.engines.stream.TarReader;
import io.fairlead.wire.image.ContextMade;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files that were sent for builds, as archives by digest and owner. Nothing is ever unpacked here: names are looked at,
 * and what could lead out of the folder is refused. An archive is kept for a day, for a build that waits or begins again.
 */
public final class ContextShelf {
    /** Largest archive. */
    public static final int MOST_BYTES = 512 << 20;

    static final int MOST_FILES = 50_000;

    /** What Fairlead itself puts into a context. */
    static final String OWN_FOLDER = ".fairlead-build";

    private static final Duration KEPT = Duration.ofDays(1);
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final int BLOCK = 512;

    private final Path folder;
    private final InstantSource clock;

    public ContextShelf(Path folder, InstantSource clock) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.clock = clock;
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        sweep(folder.resolve("incoming"), Duration.ZERO);
    }

    /**
     * Takes an archive to its end.
     *
     * @throws NotDone for one that is none, or that has what a build must not see
     */
    public ContextMade take(long uid, InputStream archive) throws IOException, NotDone {
        Path incoming = Files.createDirectories(folder.resolve("incoming"));
        Path file = Files.createTempFile(incoming, "context", ".tar");
        try {
            String digest = "sha256:" + HexFormat.of().formatHex(spooled(archive, file));
            Checked checked = checked(file);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(checked.content());
            }
            Path owner = Files.createDirectories(folder.resolve(Long.toString(uid)));
            sweep(owner, KEPT);
            Files.move(file, owner.resolve(digest.substring("sha256:".length())), StandardCopyOption.REPLACE_EXISTING);
            return new ContextMade(digest, checked.files(), checked.content());
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static byte[] spooled(InputStream archive, Path file) throws IOException, NotDone {
        MessageDigest digest = sha256();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            byte[] part = new byte[64 << 10];
            long size = 0;
            for (int count = archive.read(part); count >= 0; count = archive.read(part)) {
                size += count;
                if (size > MOST_BYTES) {
                    throw NotDone.invalid(BuildProblems.CONTEXT_LARGE.reason("limit", MOST_BYTES >> 20));
                }
                out.write(part, 0, count);
            }
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Checked(int files, long content) {}

    private static Checked checked(Path file) throws IOException, NotDone {
        try (Counting in = new Counting(Files.newInputStream(file))) {
            TarReader reader = new TarReader(in);
            int files = 0;
            for (Optional<TarReader.Entry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                judge(entry.get());
                files++;
                if (files > MOST_FILES) {
                    throw NotDone.invalid(BuildProblems.CONTEXT_MANY.reason("limit", MOST_FILES));
                }
            }
            long end = in.count % BLOCK == 0 ? in.count : in.count / BLOCK * BLOCK;
            return new Checked(files, in.sawEnd ? end : Math.max(0, end - BLOCK));
        } catch (java.io.StreamCorruptedException | java.io.EOFException e) {
            throw NotDone.invalid(BuildProblems.CONTEXT_BROKEN.reason("cause", String.valueOf(e.getMessage())));
        }
    }

    private static void judge(TarReader.Entry entry) throws NotDone {
        String name = entry.name().startsWith("./") ? entry.name().substring(2) : entry.name();
        boolean outside = name.startsWith("/") || List.of(name.split("/", -1)).contains("..");
        boolean ours = name.equals(OWN_FOLDER) || name.startsWith(OWN_FOLDER + "/");
        if (outside || ours || name.isEmpty() || entry.type() == TarReader.Type.OTHER) {
            throw NotDone.invalid(BuildProblems.CONTEXT_NAME.reason("name", name.replaceAll("\\p{Cntrl}", "?")));
        }
    }

    /**
     * The archive without its end.
     *
     * @throws NotDone where it is not there, or not this user's
     */
    InputStream open(long uid, String digest) throws IOException, NotDone {
        Path file = file(uid, digest);
        if (!DIGEST.matcher(digest).matches() || !Files.isRegularFile(file)) {
            throw NotDone.invalid(BuildProblems.CONTEXT_GONE.reason("digest", digest));
        }
        return Files.newInputStream(file);
    }

    boolean has(long uid, String digest) {
        return DIGEST.matcher(digest).matches() && Files.isRegularFile(file(uid, digest));
    }

    private Path file(long uid, String digest) {
        return folder.resolve(Long.toString(uid)).resolve(digest.replaceFirst("^sha256:", ""));
    }

    private void sweep(Path of, Duration age) throws IOException {
        if (!Files.isDirectory(of)) {
            return;
        }
        Instant before = clock.instant().minus(age);
        try (Stream<Path> files = Files.list(of)) {
            for (Path file : files.toList()) {
                if (!Files.getLastModifiedTime(file).toInstant().isAfter(before)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Knows how far a reader has come, and whether it met the end of the file itself. */
    private static final class Counting extends FilterInputStream {
        long count;
        boolean sawEnd;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count += b < 0 ? 0 : 1;
            sawEnd |= b < 0;
            return b;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count += Math.max(0, read);
            sawEnd |= read < 0;
            return read;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = super.skip(bytes);
            count += skipped;
            return skipped;
        }
    }
}
