package io.fairlead.server.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A user's own file, opened for reading with that user's rights. It is read through what was opened, so that neither names
 * nor rights that change later matter, and never through the links of {@code /proc}, which lead to others' open files.
 */
public final class UserFile implements AutoCloseable {
    private static final long AT_FDCWD = -100;
    private static final long AT_EMPTY_PATH = 0x1000;
    /** Close on exec, no controlling terminal, and no waiting for whoever writes a pipe. */
    static final long FLAGS = 0x80000 | 0x100 | 0x800;

    private static final long RESOLVE_NO_MAGICLINKS = 0x02;
    private static final long STATX_BASIC = 0x7ff;
    private static final long STATX_BYTES = 256;
    private static final int NO_WRITE_UMASK = 0077;
    private static final int FORMAT_BITS = 0xf000;
    private static final int REGULAR = 0x8000;

    private final AtomicInteger number;
    private final String path;

    /** @param number of a file opened for reading, which is then this object's own */
    UserFile(int number, String path) {
        this.number = new AtomicInteger(number);
        this.path = path;
    }

    /**
     * Which file it is, and as of when: two that are equal have the same content.
     *
     * @param regular whether it is a plain file
     * @param bytes its length
     */
    public record Stamp(
            boolean regular, int major, int minor, long inode, long bytes, long modified, long changed, long nanos) {}

    /**
     * Opens a file; links are followed as far as the user may.
     *
     * @param path absolute
     * @throws LinuxException ENOENT, EACCES, ELOOP, …
     */
    public static UserFile open(OwnThread self, Credentials who, String path) throws IOException {
        return self.as(who, NO_WRITE_UMASK, () -> {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment how = arena.allocate(3L * Long.BYTES, Long.BYTES);
                how.set(ValueLayout.JAVA_LONG, 0, FLAGS);
                how.set(ValueLayout.JAVA_LONG, 2L * Long.BYTES, RESOLVE_NO_MAGICLINKS);
                long text = Kernel.text(arena, path).address();
                long opened = Kernel.call(Call.OPENAT2, path, AT_FDCWD, text, how.address(), how.byteSize());
                return new UserFile((int) opened, path);
            }
        });
    }

    public Stamp stamp() throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment s = arena.allocate(STATX_BYTES, Long.BYTES);
            long empty = Kernel.text(arena, "").address();
            Kernel.call(Call.STATX, path, number(), empty, AT_EMPTY_PATH, STATX_BASIC, s.address());
            int mode = Short.toUnsignedInt(s.get(ValueLayout.JAVA_SHORT, 28));
            long changedNanos = Integer.toUnsignedLong(s.get(ValueLayout.JAVA_INT, 104));
            long modifiedNanos = Integer.toUnsignedLong(s.get(ValueLayout.JAVA_INT, 120));
            return new Stamp(
                    (mode & FORMAT_BITS) == REGULAR,
                    s.get(ValueLayout.JAVA_INT, 136),
                    s.get(ValueLayout.JAVA_INT, 140),
                    s.get(ValueLayout.JAVA_LONG, 32),
                    s.get(ValueLayout.JAVA_LONG, 40),
                    s.get(ValueLayout.JAVA_LONG, 112),
                    s.get(ValueLayout.JAVA_LONG, 96),
                    changedNanos << 32 | modifiedNanos);
        }
    }

    /** As many bytes as there are from {@code offset} on, at most {@code length}. */
    public byte[] at(long offset, int length) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(length);
            int read = 0;
            while (read < length) {
                long more = Kernel.call(
                        Call.PREAD64, path, number(), buffer.address() + read, length - read, offset + read);
                if (more == 0) {
                    break;
                }
                read += (int) more;
            }
            return buffer.asSlice(0, read).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    private int number() {
        int now = number.get();
        if (now < 0) {
            throw new IllegalStateException("closed: " + path);
        }
        return now;
    }

    /** Closes it; a second time does nothing. */
    @Override
    public void close() {
        int closing = number.getAndSet(-1);
        if (closing >= 0) {
            try {
                Kernel.call(Call.CLOSE, path, closing);
            } catch (LinuxException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
