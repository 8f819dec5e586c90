package io.fairlead.server.linux;

import io.fairlead.server.linux.FileStat.FileId;
import io.fairlead.server.linux.FileStat.FileKind;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open folder. What is reached through it is what was opened, however names are swapped meanwhile, and nothing
 * reached through it follows a symbolic link or leaves it.
 *
 * <p>Opened for its identity only ({@code O_PATH}): opening asks for the right to pass through the folders above, not
 * for the right to read the folder itself.
 */
public final class Descriptor implements AutoCloseable {
    private static final long O_PATH = 0x200000;
    private static final long O_CLOEXEC = 0x80000;
    private static final long AT_FDCWD = -100;
    private static final long AT_SYMLINK_NOFOLLOW = 0x100;
    private static final long AT_REMOVEDIR = 0x200;
    private static final long AT_EMPTY_PATH = 0x1000;
    private static final long RENAME_NOREPLACE = 1;
    private static final long RESOLVE_NO_XDEV = 0x01;
    /** Beneath, no symbolic links, no magic links. */
    private static final long RESOLVE_BENEATH = 0x0e;

    private static final long STATX_BASIC = 0x7ff;
    private static final long STATX_BYTES = 256;
    private static final long ATTRIBUTE_MOUNT_ROOT = 0x2000;
    private static final int FORMAT_BITS = 0xf000;
    private static final int MODE_BITS = 0xfff;
    private static final long STATFS_BYTES = 120;
    private static final long STATFS_FLAGS = 80;

    private final AtomicInteger number;
    private final String path;

    private Descriptor(long number, String path) {
        this.number = new AtomicInteger((int) number);
        this.path = path;
    }

    /**
     * Opens a folder by an absolute path that an administrator gave; links in it are followed.
     *
     * @throws LinuxException ENOENT, ENOTDIR, EACCES, …
     */
    public static Descriptor openTrusted(String path) throws LinuxException {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("not an absolute path: " + path);
        }
        return open(AT_FDCWD, path.getBytes(StandardCharsets.UTF_8), path, O_PATH, 0);
    }

    /**
     * Opens a folder beneath this one.
     *
     * @param names the way down, one or more names
     * @throws LinuxException ELOOP where a name is a symbolic link, ENOENT, ENOTDIR, EACCES
     */
    public Descriptor openBeneath(List<FileName> names) throws LinuxException {
        return open(number(), joined(names), below(names), O_PATH, RESOLVE_BENEATH);
    }

    /**
     * Opens a file of this folder for reading, whatever it is by now: nothing is waited for, and no link is followed.
     *
     * @throws LinuxException ELOOP where it is a symbolic link, ENOENT, EACCES
     */
    public UserFile openFile(FileName name) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment how = arena.allocate(3L * Long.BYTES, Long.BYTES);
            how.set(ValueLayout.JAVA_LONG, 0, UserFile.FLAGS);
            how.set(ValueLayout.JAVA_LONG, 2L * Long.BYTES, RESOLVE_BENEATH);
            String below = below(List.of(name));
            long opened = Kernel.call(Call.OPENAT2, below, number(), at(arena, name), how.address(), how.byteSize());
            return new UserFile((int) opened, below);
        }
    }

    /** Opens the same folder once more, to be closed on its own. */
    public Descriptor reopened() throws LinuxException {
        byte[] self = {'.'};
        return open(number(), self, path, O_PATH, RESOLVE_BENEATH);
    }

    /** As {@link #openBeneath}, and EXDEV where the folder is a mount of its own. */
    public Descriptor openOnSameMount(FileName name) throws LinuxException {
        return open(number(), name.bytes(), below(List.of(name)), O_PATH, RESOLVE_BENEATH | RESOLVE_NO_XDEV);
    }

    /**
     * Makes a folder in this one, as the calling thread's user and under its umask.
     *
     * @param mode permission bits before the umask
     * @throws LinuxException EEXIST, EACCES, …
     */
    public void makeFolder(FileName name, int mode) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            Kernel.call(Call.MKDIRAT, below(List.of(name)), number(), at(arena, name), mode);
        }
    }

    /** Removes a name; a folder must be empty. Never follows a link. */
    public void remove(FileName name, boolean folder) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            Kernel.call(Call.UNLINKAT, below(List.of(name)), number(), at(arena, name), folder ? AT_REMOVEDIR : 0);
        }
    }

    /** Moves a name into another folder of the same file system. @throws LinuxException EEXIST where the new name is taken */
    public void move(FileName name, Descriptor to, FileName newName) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            Kernel.call(
                    Call.RENAMEAT2,
                    below(List.of(name)),
                    number(),
                    at(arena, name),
                    to.number(),
                    at(arena, newName),
                    RENAME_NOREPLACE);
        }
    }

    /** Changes the owner of the folder itself; -1 leaves one as it is. */
    public void own(int uid, int gid) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            Kernel.call(Call.FCHOWNAT, path, number(), Kernel.text(arena, "").address(), uid, gid, AT_EMPTY_PATH);
        }
    }

    /** Changes the permission bits of the folder itself. The set-group bit needs a thread in the folder's group. */
    public void mode(int mode) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            long self = Kernel.text(arena, procPath()).address();
            Kernel.call(Call.FCHMODAT, path, AT_FDCWD, self, mode);
        }
    }

    /** This folder as it is now. */
    public FileStat stat() throws LinuxException {
        return stat(number(), new byte[0], path, AT_EMPTY_PATH);
    }

    /** A name in this folder; a link is looked at, not followed. */
    public FileStat stat(FileName name) throws LinuxException {
        return stat(number(), name.bytes(), below(List.of(name)), AT_SYMLINK_NOFOLLOW);
    }

    /** What an administrator's absolute path names. Links are followed. */
    public static FileStat statTrusted(String path) throws LinuxException {
        return stat(AT_FDCWD, path.getBytes(StandardCharsets.UTF_8), path, 0);
    }

    /**
     * The names in this folder, in the file system's own order.
     *
     * @param atMost stop after so many
     * @throws LinuxException EACCES where the thread's user may not read the folder
     */
    public List<FileName> names(int atMost) throws LinuxException {
        byte[] self = {'.'};
        try (Descriptor reading = open(number(), self, path, 0, RESOLVE_BENEATH)) {
            return DirectoryReader.read(reading.number(), path, atMost);
        }
    }

    /** The flags of the mount it is on: {@code ST_RDONLY} 1, {@code ST_NOSUID} 2, {@code ST_NODEV} 4, … */
    long mountFlags() throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(STATFS_BYTES, Long.BYTES);
            Kernel.call(Call.FSTATFS, path, number(), buffer.address());
            return buffer.get(ValueLayout.JAVA_LONG, STATFS_FLAGS);
        }
    }

    /** A path that leads to exactly this folder while it is open. */
    String procPath() {
        return "/proc/self/fd/" + number();
    }

    /** For opening one of the folder's own files, whatever its path leads to by then; do not follow links there. */
    public Path pathOf(FileName name) {
        return Path.of(procPath(), name.toString());
    }

    /** The path it was opened by; for messages only. */
    public String path() {
        return path;
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

    private int number() {
        int now = number.get();
        if (now < 0) {
            throw new IllegalStateException("closed: " + path);
        }
        return now;
    }

    private String below(List<FileName> names) {
        return path + "/"
                + String.join("/", names.stream().map(FileName::toString).toList());
    }

    private static byte[] joined(List<FileName> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no name to open");
        }
        var all = new ByteArrayOutputStream();
        for (FileName name : names) {
            if (all.size() > 0) {
                all.write('/');
            }
            all.writeBytes(name.bytes());
        }
        return all.toByteArray();
    }

    private static long at(Arena arena, FileName name) {
        return Kernel.text(arena, name.bytes()).address();
    }

    private static Descriptor open(long from, byte[] name, String about, long flags, long resolve)
            throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment how = arena.allocate(3L * Long.BYTES, Long.BYTES);
            how.set(ValueLayout.JAVA_LONG, 0, flags | Kernel.O_DIRECTORY | O_CLOEXEC);
            how.set(ValueLayout.JAVA_LONG, 2L * Long.BYTES, resolve);
            long text = Kernel.text(arena, name).address();
            return new Descriptor(Kernel.call(Call.OPENAT2, about, from, text, how.address(), how.byteSize()), about);
        }
    }

    private static FileStat stat(long from, byte[] name, String about, long flags) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment s = arena.allocate(STATX_BYTES, Long.BYTES);
            Kernel.call(Call.STATX, about, from, Kernel.text(arena, name).address(), flags, STATX_BASIC, s.address());
            int mode = Short.toUnsignedInt(s.get(ValueLayout.JAVA_SHORT, 28));
            var file = new FileId(
                    s.get(ValueLayout.JAVA_INT, 136),
                    s.get(ValueLayout.JAVA_INT, 140),
                    s.get(ValueLayout.JAVA_LONG, 32));
            return new FileStat(
                    file,
                    type(mode & FORMAT_BITS),
                    mode & MODE_BITS,
                    Integer.toUnsignedLong(s.get(ValueLayout.JAVA_INT, 20)),
                    Integer.toUnsignedLong(s.get(ValueLayout.JAVA_INT, 24)),
                    s.get(ValueLayout.JAVA_LONG, 40),
                    s.get(ValueLayout.JAVA_LONG, 48) * 512,
                    (s.get(ValueLayout.JAVA_LONG, 8) & ATTRIBUTE_MOUNT_ROOT) != 0);
        }
    }

    private static FileKind type(int format) {
        return switch (format) {
            case 0x4000 -> FileKind.FOLDER;
            case 0x8000 -> FileKind.REGULAR;
            case 0xa000 -> FileKind.LINK;
            default -> FileKind.OTHER;
        };
    }
}
