package io.fairlead.server.monitor;

import io.fairlead.engines.stream.LogCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.zip.CRC32;

/**
 * Up to where a log file is known to be whole.
 *
 * @param cursor the engine's place after the last byte
 * @param offset bytes of the file that are kept
 * @param complete whether nothing more will come
 */
record LogPlace(LogCursor cursor, long offset, boolean complete) {
    static final LogPlace START = new LogPlace(LogCursor.START, 0, false);

    /** Seconds, nanoseconds, equal stamps, offset, complete, checksum; big endian. */
    private static final int SIZE = Long.BYTES + Integer.BYTES + Long.BYTES + Long.BYTES + 1 + Integer.BYTES;

    static Path beside(Path log) {
        return log.resolveSibling(log.getFileName() + ".place");
    }

    /** The place beside a log; the start where there is none or it is damaged, so that the log is read again. */
    static LogPlace read(Path log) throws IOException {
        Path file = beside(log);
        if (!Files.exists(file)) {
            return START;
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length != SIZE) {
            return START;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Instant time = Instant.ofEpochSecond(in.getLong(), in.getInt());
        LogPlace place = new LogPlace(new LogCursor(time, in.getLong()), in.getLong(), in.get() == 1);
        return in.getInt() == checksum(bytes) ? place : START;
    }

    /** One write of the whole record in place: a killed process leaves the old one or the new one. */
    void write(FileChannel file) throws IOException {
        Instant time = cursor.time();
        ByteBuffer out = ByteBuffer.allocate(SIZE);
        out.putLong(time.getEpochSecond())
                .putInt(time.getNano())
                .putLong(cursor.equal())
                .putLong(offset)
                .put((byte) (complete ? 1 : 0));
        out.putInt(checksum(out.array())).flip();
        file.write(out, 0);
    }

    static FileChannel open(Path log) throws IOException {
        return FileChannel.open(beside(log), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static int checksum(byte[] record) {
        CRC32 crc = new CRC32();
        crc.update(record, 0, SIZE - Integer.BYTES);
        return (int) crc.getValue();
    }
}
