package io.fairlead.server.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a folder's names as bytes, since Java's own reader gives up on names that are no text in the server's locale. */
final class DirectoryReader {
    private static final int BUFFER_BYTES = 32 * 1024;
    private static final long RECORD_LENGTH = 16;
    private static final long NAME = 19;

    private DirectoryReader() {}

    static List<FileName> read(int descriptor, String about, int atMost) throws LinuxException {
        var names = new ArrayList<FileName>();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(BUFFER_BYTES, Long.BYTES);
            while (names.size() < atMost) {
                long filled = Kernel.call(Call.GETDENTS64, about, descriptor, buffer.address(), BUFFER_BYTES);
                if (filled == 0) {
                    break;
                }
                collect(buffer, filled, names, atMost);
            }
        }
        return List.copyOf(names);
    }

    private static void collect(MemorySegment buffer, long filled, List<FileName> names, int atMost) {
        long at = 0;
        while (at < filled && names.size() < atMost) {
            int length = Short.toUnsignedInt(buffer.get(ValueLayout.JAVA_SHORT, at + RECORD_LENGTH));
            byte[] name = terminated(buffer.asSlice(at + NAME, length - NAME));
            String text = new String(name, StandardCharsets.ISO_8859_1);
            if (!text.equals(".") && !text.equals("..")) {
                names.add(new FileName(name));
            }
            at += length;
        }
    }

    private static byte[] terminated(MemorySegment field) {
        int length = 0;
        while (field.get(ValueLayout.JAVA_BYTE, length) != 0) {
            length++;
        }
        return field.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }
}
