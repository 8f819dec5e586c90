package io.fairlead.engines.stream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar archive that somebody else made, entry by entry. It only reads: nothing is unpacked, names are text and
 * never become paths of this machine, and every length that the archive claims is bounded.
 */
public final class TarReader {
    private static final int BLOCK = 512;

    /** Extended headers and long names; far more than engines write. */
    private static final int EXTENSION_MAX_BYTES = 64 << 10;

    private static final int NAME = 0;
    private static final int MODE = 100;
    private static final int UID = 108;
    private static final int GID = 116;
    private static final int SIZE = 124;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;
    private static final int LINK = 157;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int NAME_BYTES = 100;
    private static final int PREFIX_BYTES = 155;
    private static final int PERMISSIONS = 07777;

    private final InputStream in;
    private long left;
    private long padding;

    public TarReader(InputStream in) {
        this.in = in;
    }

    /** What an entry is. */
    public enum Type {
        FILE,
        DIRECTORY,
        LINK,
        OTHER
    }

    /**
     * @param name as the archive has it, without a slash at its end
     * @param mode permission bits, with set-uid and the like
     * @param size of the content in bytes
     * @param target of a symbolic link; empty for anything else
     */
    public record Entry(String name, Type type, int mode, long uid, long gid, long size, String target) {}

    /** The next entry; empty at the end of the archive. What the entry before still holds is skipped. */
    public Optional<Entry> next() throws IOException {
        Map<String, String> extended = new HashMap<>();
        while (true) {
            skipRest();
            byte[] header = in.readNBytes(BLOCK);
            if (header.length == 0 || isEmpty(header)) {
                return Optional.empty();
            }
            if (header.length < BLOCK || !hasItsChecksum(header)) {
                throw new StreamCorruptedException("not the header of an entry of an archive");
            }
            long size = number(header, SIZE, 12);
            switch (header[TYPE]) {
                case 'x' -> extended.putAll(fields(extension(size)));
                case 'g' -> extension(size);
                case 'L' -> extended.put("path", untilZero(extension(size)));
                case 'K' -> extended.put("linkpath", untilZero(extension(size)));
                default -> {
                    return Optional.of(entry(header, size, extended));
                }
            }
        }
    }

    /** The content of the entry that was last given. */
    public byte[] content(int most) throws IOException {
        if (left > most) {
            throw new StreamCorruptedException("a file of " + left + " bytes where at most " + most + " are read");
        }
        byte[] bytes = in.readNBytes((int) left);
        if (bytes.length < left) {
            throw new EOFException("the archive ends within a file");
        }
        left = 0;
        return bytes;
    }

    private Entry entry(byte[] header, long ownSize, Map<String, String> extended) throws IOException {
        long size = number(extended.get("size"), ownSize);
        long uid = number(extended.get("uid"), number(header, UID, 8));
        long gid = number(extended.get("gid"), number(header, GID, 8));
        Type type = switch (header[TYPE]) {
            case '0', 0, '7' -> Type.FILE;
            case '5' -> Type.DIRECTORY;
            case '2' -> Type.LINK;
            default -> Type.OTHER;
        };
        begin(type == Type.FILE ? size : 0);
        String name = extended.getOrDefault("path", ownName(header));
        String target = type == Type.LINK ? extended.getOrDefault("linkpath", text(header, LINK, NAME_BYTES)) : "";
        int mode = (int) number(header, MODE, 8) & PERMISSIONS;
        return new Entry(withoutSlash(name), type, mode, uid, gid, size, target);
    }

    private void begin(long size) {
        left = size;
        padding = (BLOCK - size % BLOCK) % BLOCK;
    }

    private void skipRest() throws IOException {
        in.skipNBytes(left + padding);
        left = 0;
        padding = 0;
    }

    private byte[] extension(long size) throws IOException {
        if (size > EXTENSION_MAX_BYTES) {
            throw new StreamCorruptedException("a header of an archive with " + size + " bytes");
        }
        begin(size);
        return content(EXTENSION_MAX_BYTES);
    }

    private static String ownName(byte[] header) {
        String name = text(header, NAME, NAME_BYTES);
        boolean posix = text(header, MAGIC, 6).equals("ustar");
        String prefix = posix ? text(header, PREFIX, PREFIX_BYTES) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String withoutSlash(String name) {
        int end = name.length();
        while (end > 1 && name.charAt(end - 1) == '/') {
            end--;
        }
        return name.substring(0, end);
    }

    /** Lines of {@code LENGTH NAME=VALUE\n}, the length in decimal counting the whole line. */
    private static Map<String, String> fields(byte[] bytes) throws IOException {
        Map<String, String> fields = new HashMap<>();
        int at = 0;
        while (at < bytes.length) {
            int blank = at;
            while (blank < bytes.length && bytes[blank] != ' ') {
                blank++;
            }
            long length = number(new String(bytes, at, blank - at, StandardCharsets.ISO_8859_1), -1);
            if (length <= blank - at + 1 || length > bytes.length - at) {
                throw new StreamCorruptedException("an extended header of an archive that is none");
            }
            String line = new String(bytes, blank + 1, (int) length - (blank + 1 - at) - 1, StandardCharsets.UTF_8);
            int equals = line.indexOf('=');
            if (equals > 0) {
                fields.put(line.substring(0, equals), line.substring(equals + 1));
            }
            at += (int) length;
        }
        return fields;
    }

    private static long number(@Nullable String text, long otherwise) throws IOException {
        if (text == null) {
            return otherwise;
        }
        if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new StreamCorruptedException("not a number in an archive");
        }
        return Long.parseLong(text);
    }

    /** Octal digits, or big-endian binary where the first bit is set. */
    private static long number(byte[] header, int at, int length) throws IOException {
        long value = 0;
        if ((header[at] & 0x80) != 0) {
            for (int i = at + length - 8; i < at + length; i++) {
                value = value << 8 | (header[i] & 0xff);
            }
            if (value < 0) {
                throw new StreamCorruptedException("a negative number in an archive");
            }
            return value;
        }
        for (int i = at; i < at + length && header[i] != 0; i++) {
            if (header[i] >= '0' && header[i] <= '7') {
                value = value * 8 + header[i] - '0';
            } else if (header[i] != ' ') {
                throw new StreamCorruptedException("not a number in an archive");
            }
        }
        return value;
    }

    private static boolean hasItsChecksum(byte[] header) throws IOException {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= CHECKSUM && i < CHECKSUM + 8 ? ' ' : header[i] & 0xff;
        }
        return sum == number(header, CHECKSUM, 8);
    }

    private static boolean isEmpty(byte[] header) {
        for (byte b : header) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] header, int at, int most) {
        int end = at;
        while (end < at + most && header[end] != 0) {
            end++;
        }
        return new String(header, at, end - at, StandardCharsets.UTF_8);
    }

    private static String untilZero(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
