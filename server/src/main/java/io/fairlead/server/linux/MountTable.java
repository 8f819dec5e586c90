package io.fairlead.server.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is mounted where, as one process sees it.
 *
 * @param entries in the kernel's order: a later one at the same place covers an earlier one
 */
public record MountTable(List<Entry> entries) {
    private static final int BYTES_MAX = 64 * 1024 * 1024;
    private static final int FIELDS_MIN = 6;
    /** Where {@code /proc/PID/stat} has the kernel's flags, counted after the name. */
    private static final int FLAGS = 6;
    /** Set before a process loses its mounts, and never taken back. */
    private static final long EXITING = 0x4;

    /**
     * One mount.
     *
     * @param device {@code major:minor} of the file system
     * @param root the folder of that file system which is mounted
     * @param target where, seen from the process's own root
     * @param options of this mount, such as {@code rw}, {@code nosuid}
     */
    public record Entry(String device, String root, String target, List<String> options) {
        /** Whether both are the same folder of the same file system. */
        public boolean sameFolder(Entry other) {
            return device.equals(other.device) && root.equals(other.root);
        }
    }

    public MountTable {
        entries = List.copyOf(entries);
    }

    /** Of this process. */
    public static MountTable own() throws IOException {
        return read(Path.of("/proc/self/mountinfo"));
    }

    /**
     * Of another process.
     *
     * @throws NoSuchFileException where it has ended, even if it is still to be waited for: it has no mounts then, which
     *     the kernel says as EINVAL
     */
    public static MountTable of(long pid) throws IOException {
        Path folder = Path.of("/proc", Long.toString(pid));
        Path file = folder.resolve("mountinfo");
        try {
            return read(file);
        } catch (IOException e) {
            if (hasEnded(folder)) {
                NoSuchFileException ended = new NoSuchFileException(file.toString());
                ended.addSuppressed(e);
                throw ended;
            }
            throw e;
        }
    }

    private static boolean hasEnded(Path folder) {
        try {
            String stat = Files.readString(folder.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[FLAGS]) & EXITING) != 0;
        } catch (IOException _) {
            return true;
        }
    }

    /** What lies on top at exactly this path. */
    public Optional<Entry> at(String target) {
        return entries.reversed().stream()
                .filter(entry -> entry.target().equals(target))
                .findFirst();
    }

    /** All mounts inside a folder, topmost and innermost first: the order in which to take them away. */
    public List<Entry> inside(String folder) {
        String prefix = folder.endsWith("/") ? folder : folder + "/";
        return entries.reversed().stream()
                .filter(entry -> entry.target().startsWith(prefix))
                .toList();
    }

    static MountTable parse(String text) {
        var entries = new ArrayList<Entry>();
        for (String line : text.split("\n", -1)) {
            String[] fields = line.split(" ", -1);
            if (fields.length >= FIELDS_MIN) {
                List<String> options = List.of(fields[5].split(",", -1));
                entries.add(new Entry(fields[2], plain(fields[3]), plain(fields[4]), options));
            }
        }
        return new MountTable(entries);
    }

    private static MountTable read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX);
            return parse(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    /** Blank, tab, newline and backslash are written as three octal digits. */
    private static String plain(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        var text = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            if (field.charAt(i) == '\\' && i + 3 < field.length()) {
                text.append((char) Integer.parseInt(field, i + 1, i + 4, 8));
                i += 3;
            } else {
                text.append(field.charAt(i));
            }
        }
        return text.toString();
    }
}
