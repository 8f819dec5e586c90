package io.fairlead.server.records;

import io.fairlead.core.runrecord.Code;
import io.fairlead.server.linux.Descriptor;
import io.fairlead.server.linux.FileName;
import io.fairlead.server.linux.LinuxException;
import io.fairlead.server.linux.UserFile;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * The index of a git repository, versions 2 and 3 with SHA-1: what git last saw of each tracked file. Whether it differs
 * from the commit is told by git's own note on the tree that the index makes, which is void once something was staged.
 */
final class GitIndex {
    private static final int MAGIC = 0x44495243;
    private static final int TREE = 0x54524545;
    private static final int ENTRIES_MAX = 20_000;
    private static final long HASHED_MAX_BYTES = 64L << 20;
    private static final int SUM_BYTES = 20;
    private static final int FIXED_BYTES = 62;
    private static final int EXTENDED = 0x4000;
    private static final int REGULAR = 0x8;

    private final ByteBuffer index;
    private long hashed;

    GitIndex(byte[] bytes) {
        this.index = ByteBuffer.wrap(bytes);
    }

    /** Whether a tracked file is another than git last saw, or than was committed. */
    Code.Changed against(Descriptor tree) throws IOException {
        try {
            int magic = index.getInt();
            int version = index.getInt();
            int entries = index.getInt();
            if (magic != MAGIC || version < 2 || version > 3 || entries > ENTRIES_MAX) {
                return Code.Changed.UNKNOWN;
            }
            for (int i = 0; i < entries; i++) {
                Code.Changed one = entry(tree);
                if (one != Code.Changed.NO) {
                    return one;
                }
            }
            return isCommitted() ? Code.Changed.NO : Code.Changed.UNKNOWN;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Code.Changed.UNKNOWN;
        }
    }

    private Code.Changed entry(Descriptor tree) throws IOException {
        int start = index.position();
        index.getLong(); // when the inode changed
        long seconds = Integer.toUnsignedLong(index.getInt());
        long nanos = Integer.toUnsignedLong(index.getInt());
        index.getLong(); // device and inode
        int mode = index.getInt();
        index.getLong(); // owner and group
        long size = Integer.toUnsignedLong(index.getInt());
        byte[] sum = new byte[SUM_BYTES];
        index.get(sum);
        int more = (index.getShort() & EXTENDED) == 0 ? 0 : Short.BYTES;
        index.position(start + FIXED_BYTES + more);
        int end = index.position();
        while (index.get(end) != 0) {
            end++;
        }
        byte[] name = new byte[end - index.position()];
        index.get(name);
        int length = end - start;
        index.position(start + length + Long.BYTES - length % Long.BYTES);
        return mode >>> 12 == REGULAR
                ? file(tree, new String(name, StandardCharsets.UTF_8), new Seen(seconds, nanos, size, sum))
                : Code.Changed.NO;
    }

    /** A file as git saw it. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Seen(long seconds, long nanos, long size, byte[] sum) {}

    private Code.Changed file(Descriptor tree, String path, Seen seen) throws IOException {
        List<FileName> names =
                Arrays.stream(path.split("/", -1)).map(FileName::of).toList();
        try (Descriptor folder =
                        names.size() == 1 ? tree.reopened() : tree.openBeneath(names.subList(0, names.size() - 1));
                UserFile file = folder.openFile(names.getLast())) {
            UserFile.Stamp stamp = file.stamp();
            if (!stamp.regular() || (stamp.bytes() & 0xffff_ffffL) != seen.size()) {
                return Code.Changed.YES;
            }
            if (stamp.modified() == seen.seconds() && (stamp.nanos() & 0xffff_ffffL) == seen.nanos()) {
                return Code.Changed.NO;
            }
            hashed += stamp.bytes();
            if (hashed > HASHED_MAX_BYTES) {
                return Code.Changed.UNKNOWN;
            }
            return Arrays.equals(sum(file.at(0, (int) stamp.bytes())), seen.sum()) ? Code.Changed.NO : Code.Changed.YES;
        } catch (LinuxException e) {
            return Code.Changed.YES;
        }
    }

    private static byte[] sum(byte[] content) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(("blob " + content.length + "\0").getBytes(StandardCharsets.UTF_8));
            return sha1.digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether git's note on the whole tree holds: a name that is empty, then how many entries; -1 is void. */
    private boolean isCommitted() {
        while (index.remaining() > SUM_BYTES + Long.BYTES) {
            int kind = index.getInt();
            int size = index.getInt();
            int at = index.position();
            if (kind == TREE) {
                return size > 2 && index.get(at) == 0 && index.get(at + 1) != '-';
            }
            index.position(at + size);
        }
        return false;
    }
}
