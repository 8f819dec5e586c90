package io.fairlead.wire.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Writes a tar archive (ustar with pax headers where a name needs them). Everything in it is root's and of one date: what
 * a build copies does not depend on who sent it and when, so that its layers are found again.
 */
public final class TarWriter {
    private static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;
    private static final int COPY_BYTES = 64 << 10;

    private final OutputStream out;

    public TarWriter(OutputStream out) {
        this.out = out;
    }

    /** @param content read to its end; must be of this many bytes */
    public void file(String name, int mode, long size, InputStream content) throws IOException {
        entry(name, '0', mode, size, "");
        byte[] buffer = new byte[COPY_BYTES];
        long left = size;
        while (left > 0) {
            int count = content.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new IOException(name + " became shorter while it was read");
            }
            out.write(buffer, 0, count);
            left -= count;
        }
        pad(size);
    }

    public void file(String name, int mode, byte[] content) throws IOException {
        entry(name, '0', mode, content.length, "");
        out.write(content);
        pad(content.length);
    }

    public void folder(String name, int mode) throws IOException {
        entry(name + "/", '5', mode, 0, "");
    }

    /** @param target as it is: whoever unpacks the archive must not follow it out */
    public void link(String name, String target) throws IOException {
        entry(name, '2', 0777, 0, target);
    }

    /** The end of the archive. */
    public void end() throws IOException {
        out.write(new byte[2 * BLOCK]);
    }

    private void entry(String name, char type, int mode, long size, String target) throws IOException {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        byte[] link = target.getBytes(StandardCharsets.UTF_8);
        if (path.length > NAME_BYTES || link.length > NAME_BYTES) {
            byte[] more = (field("path", name) + (link.length > NAME_BYTES ? field("linkpath", target) : ""))
                    .getBytes(StandardCharsets.UTF_8);
            header("pax".getBytes(StandardCharsets.UTF_8), 'x', 0644, more.length, new byte[0]);
            out.write(more);
            pad(more.length);
        }
        header(cut(path), type, mode, size, cut(link));
    }

    private static byte[] cut(byte[] bytes) {
        return bytes.length > NAME_BYTES ? Arrays.copyOf(bytes, NAME_BYTES) : bytes;
    }

    /** {@code LENGTH NAME=VALUE\n}, where the length counts the whole line. */
    private static String field(String name, String value) {
        int rest = (" " + name + "=" + value + "\n").getBytes(StandardCharsets.UTF_8).length;
        int length = rest + 1;
        while (Integer.toString(length).length() + rest != length) {
            length++;
        }
        return length + " " + name + "=" + value + "\n";
    }

    private void header(byte[] name, char type, int mode, long size, byte[] target) throws IOException {
        byte[] header = new byte[BLOCK];
        System.arraycopy(name, 0, header, 0, name.length);
        octal(header, 100, 8, mode);
        octal(header, 108, 8, 0);
        octal(header, 116, 8, 0);
        octal(header, 124, 12, size);
        octal(header, 136, 12, 0);
        Arrays.fill(header, 148, 156, (byte) ' ');
        header[156] = (byte) type;
        System.arraycopy(target, 0, header, 157, target.length);
        put(header, 257, "ustar\0" + "00");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
        out.write(header);
    }

    private static void octal(byte[] header, int at, int length, long value) throws IOException {
        String digits = Long.toOctalString(value);
        if (digits.length() >= length) {
            throw new IOException("a file of " + value + " bytes is too large for an archive");
        }
        put(header, at, "0".repeat(length - 1 - digits.length()) + digits);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private void pad(long size) throws IOException {
        out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
    }
}
