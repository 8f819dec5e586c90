package io.fairlead.server.records;

import io.fairlead.core.runrecord.Output;
import io.fairlead.server.linux.Descriptor;
import io.fairlead.server.linux.FileName;
import io.fairlead.server.linux.FileStat;
import io.fairlead.server.linux.UserFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The sum of one output: of a file its bytes; of a folder the names, lengths and bytes of all files in it, in the order of
 * their names, so that two equal trees have one sum. Runs on a thread that has the user's rights.
 */
final class Sum {
    private static final int PART_BYTES = 1 << 20;
    private static final long BYTES_MAX = 16L << 30;
    private static final int FILES_MAX = 10_000;
    private static final int DEPTH_MAX = 32;

    /** One output; the thread's own deadline is a little longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Stamps of files are of the last tick of the kernel's clock. */
    private static final Duration TICK = Duration.ofMillis(50);

    private final Instant began;
    private final long until;
    private final Digest digest = new Digest();
    private boolean written;
    private int files;
    private long bytes;

    /** It is there, and more than is read. */
    private static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1;

        TooMuch(String why) {
            super(why);
        }
    }

    /** What is there is no file and no folder. */
    private static final class NoOutput extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** @param until by the monotonic clock, in nanoseconds */
    Sum(Instant began, long until) {
        this.began = began.minus(TICK);
        this.until = Math.min(until, System.nanoTime() + PATIENCE.toNanos());
    }

    /** @throws IOException where it is not there or cannot be reached */
    Output of(String path, Descriptor root, List<FileName> names) throws IOException {
        try {
            if (names.isEmpty()) {
                folder(root, "", 0);
            } else if (names.size() == 1) {
                entry(root, names.getFirst(), "", 0);
            } else {
                try (Descriptor around = root.openBeneath(names.subList(0, names.size() - 1))) {
                    entry(around, names.getLast(), "", 0);
                }
            }
            return Output.read(path, written, digest.content());
        } catch (TooMuch e) {
            return Output.unread(path, written, String.valueOf(e.getMessage()));
        } catch (NoOutput e) {
            return Output.missing(path, "is a link or a special file, which is not followed");
        }
    }

    private void entry(Descriptor in, FileName name, String label, int depth) throws IOException {
        FileStat.FileKind kind = in.stat(name).kind();
        switch (kind) {
            case REGULAR -> file(in, name, label);
            case FOLDER -> {
                try (Descriptor below = in.openBeneath(List.of(name))) {
                    folder(below, label, depth);
                }
            }
            case LINK, OTHER -> {
                if (depth == 0) {
                    throw new NoOutput();
                }
                digest.add((label + "\0" + kind + "\0").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void folder(Descriptor folder, String label, int depth) throws IOException {
        if (depth > DEPTH_MAX) {
            throw new TooMuch("deeper than " + DEPTH_MAX + " folders");
        }
        List<FileName> names = new ArrayList<>(folder.names(FILES_MAX + 1));
        if (names.size() > FILES_MAX) {
            throw new TooMuch("more than " + FILES_MAX + " files");
        }
        names.sort(Comparator.comparing(FileName::toString));
        digest.add((label + "/\0").getBytes(StandardCharsets.UTF_8));
        for (FileName name : names) {
            entry(folder, name, label + "/" + name, depth + 1);
        }
    }

    private void file(Descriptor in, FileName name, String label) throws IOException {
        files++;
        if (files > FILES_MAX) {
            throw new TooMuch("more than " + FILES_MAX + " files");
        }
        try (UserFile file = in.openFile(name)) {
            UserFile.Stamp stamp = file.stamp();
            written |= !Instant.ofEpochSecond(stamp.modified(), stamp.nanos() & 0xffff_ffffL)
                    .isBefore(began);
            bytes += stamp.bytes();
            if (bytes > BYTES_MAX) {
                throw new TooMuch("larger than is read");
            }
            if (!label.isEmpty()) {
                digest.add((label + "\0" + stamp.bytes() + "\0").getBytes(StandardCharsets.UTF_8));
            }
            read(file);
        }
    }

    private void read(UserFile file) throws IOException {
        long at = 0;
        byte[] part = file.at(at, PART_BYTES);
        while (part.length > 0) {
            digest.add(ByteBuffer.wrap(part));
            at += part.length;
            if (System.nanoTime() - until > 0) {
                throw new TooMuch("larger than can be read in a moment");
            }
            part = part.length < PART_BYTES ? new byte[0] : file.at(at, PART_BYTES);
        }
    }
}
