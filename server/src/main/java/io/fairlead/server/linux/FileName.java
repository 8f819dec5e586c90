package io.fairlead.server.linux;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One name in a folder, as the bytes that the kernel has: names need not be text in any encoding. */
public final class FileName {
    private final byte[] bytes;

    FileName(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** A name given as text. @throws IllegalArgumentException where it is empty, {@code .}, {@code ..}, or has a slash or a NUL */
    public static FileName of(String text) {
        if (text.isEmpty()
                || text.equals(".")
                || text.equals("..")
                || text.indexOf('/') >= 0
                || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not the name of a file: " + text);
        }
        return new FileName(text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileName name && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** As text; bytes that are none become the replacement character. */
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
