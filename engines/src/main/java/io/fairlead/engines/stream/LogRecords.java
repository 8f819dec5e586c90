package io.fairlead.engines.stream;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a log apart into records. With frames: eight bytes of channel and length, then a stamp, a blank and the bytes.
 * Without: each record is a stamp, a blank and a line; a line longer than the engine's buffer comes as several records
 * that are told apart by the stamp at exactly that length, which is the best that can be done there.
 */
final class LogRecords {
    private static final int HEADER_BYTES = 8;
    private static final int ERR = 2;

    /** {@code 2026-01-02T03:04:05.123456789Z} and the blank. */
    private static final int STAMP_BYTES = 30;

    /** How much of a line engines put into one record. */
    private static final int LINE_PART_BYTES = 16 << 10;

    private static final int BUFFER_BYTES = 64 << 10;

    private final InputStream in;
    private final boolean framed;
    private @Nullable Instant pending;

    LogRecords(InputStream in, boolean framed) {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
        this.framed = framed;
    }

    record Stamped(LogPiece.Channel channel, Instant time, Bytes bytes) {}

    /** An array that a record may hold. */
    static final class Bytes {
        private final byte[] array;

        Bytes(byte[] array) {
            this.array = array;
        }

        byte[] array() {
            return array;
        }
    }

    /** The next record; empty at the end. A log that ends within a record is a failure, not a shorter record. */
    Optional<Stamped> next() throws IOException {
        return framed ? frame() : line();
    }

    private Optional<Stamped> frame() throws IOException {
        byte[] header = in.readNBytes(HEADER_BYTES);
        if (header.length == 0) {
            return Optional.empty();
        }
        if (header.length < HEADER_BYTES || header[1] != 0 || header[2] != 0 || header[3] != 0) {
            throw new StreamCorruptedException("not the head of a frame of a log");
        }
        int length = (header[4] & 0xff) << 24 | (header[5] & 0xff) << 16 | (header[6] & 0xff) << 8 | (header[7] & 0xff);
        if (length <= STAMP_BYTES || length > LogPiece.MAX_BYTES) {
            throw new StreamCorruptedException("a frame of a log with " + (length & 0xffffffffL) + " bytes");
        }
        Instant time = stamp(exactly(STAMP_BYTES + 1));
        byte[] bytes = exactly(length - STAMP_BYTES - 1);
        LogPiece.Channel channel = header[0] == ERR ? LogPiece.Channel.ERR : LogPiece.Channel.OUT;
        return Optional.of(new Stamped(channel, time, new Bytes(bytes)));
    }

    private Optional<Stamped> line() throws IOException {
        Instant time = pending;
        pending = null;
        if (time == null) {
            byte[] stamp = in.readNBytes(STAMP_BYTES + 1);
            if (stamp.length == 0) {
                return Optional.empty();
            }
            time = stamp(stamp);
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.write(b);
            if (b == '\n' || (line.size() == LINE_PART_BYTES && anotherStampFollows())) {
                break;
            }
            if (line.size() >= LogPiece.MAX_BYTES) {
                throw new StreamCorruptedException("a line of a log with more than " + LogPiece.MAX_BYTES + " bytes");
            }
        }
        return Optional.of(new Stamped(LogPiece.Channel.OUT, time, new Bytes(line.toByteArray())));
    }

    private boolean anotherStampFollows() throws IOException {
        in.mark(STAMP_BYTES + 1);
        byte[] bytes = in.readNBytes(STAMP_BYTES + 1);
        Optional<Instant> found = bytes.length == STAMP_BYTES + 1 ? parsed(bytes) : Optional.empty();
        if (found.isEmpty()) {
            in.reset();
            return false;
        }
        pending = found.get();
        return true;
    }

    private byte[] exactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the log ends within a record");
        }
        return bytes;
    }

    private static Instant stamp(byte[] bytes) throws IOException {
        return parsed(bytes).orElseThrow(() -> new StreamCorruptedException("a record of a log without its time"));
    }

    private static Optional<Instant> parsed(byte[] bytes) {
        if (bytes.length != STAMP_BYTES + 1 || bytes[STAMP_BYTES] != ' ' || bytes[STAMP_BYTES - 1] != 'Z') {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(new String(bytes, 0, STAMP_BYTES, StandardCharsets.ISO_8859_1)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
