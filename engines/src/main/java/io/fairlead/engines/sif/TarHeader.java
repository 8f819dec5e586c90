package io.fairlead.engines.sif;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Headers of a tar archive, owned by root and of no time. */
final class TarHeader {
    static final int BLOCK = 512;
    /** Two empty blocks end an archive. */
    static final int END_BYTES = 2 * BLOCK;

    private static final int NAME_MAX = 100;
    private static final long OCTAL_MOST = 077777777777L;
    private static final int SIZE_AT = 124;
    private static final int CHECKSUM_AT = 148;

    private TarHeader() {}

    static byte[] file(String name, long size) {
        return header(name, size, 0644, '0');
    }

    static byte[] folder(String name, int mode) {
        return header(name, 0, mode, '5');
    }

    /** Bytes that fill a file's last block. */
    static int padding(long size) {
        return (int) ((BLOCK - size % BLOCK) % BLOCK);
    }

    private static byte[] header(String name, long size, int mode, char type) {
        if (name.length() > NAME_MAX) {
            throw new IllegalArgumentException("a long name: " + name);
        }
        ByteBuffer header = ByteBuffer.allocate(BLOCK);
        put(header, 0, name);
        put(header, 100, octal(mode, 7));
        put(header, 108, octal(0, 7));
        put(header, 116, octal(0, 7));
        if (size <= OCTAL_MOST) {
            put(header, SIZE_AT, octal(size, 11));
        } else {
            header.put(SIZE_AT, (byte) 0x80).putLong(SIZE_AT + 4, size);
        }
        put(header, 136, octal(0, 11));
        put(header, CHECKSUM_AT, "        ");
        header.put(156, (byte) type);
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte b : header.array()) {
            sum += b & 0xff;
        }
        put(header, CHECKSUM_AT, octal(sum, 6) + "\0 ");
        return header.array();
    }

    private static String octal(long value, int digits) {
        String text = Long.toOctalString(value);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    private static void put(ByteBuffer header, int at, String text) {
        header.put(at, text.getBytes(StandardCharsets.US_ASCII));
    }
}
