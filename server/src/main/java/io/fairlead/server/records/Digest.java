package io.fairlead.server.records;

import io.fairlead.core.runrecord.Content;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Sums bytes up as they come. */
final class Digest {
    private final MessageDigest sha256;
    private long bytes;

    Digest() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void add(byte[] more) {
        add(ByteBuffer.wrap(more));
    }

    /** All that is left in the buffer, which is then read to its end. */
    void add(ByteBuffer more) {
        bytes += more.remaining();
        sha256.update(more);
    }

    Content content() {
        return new Content(bytes, HexFormat.of().formatHex(sha256.digest()));
    }
}
