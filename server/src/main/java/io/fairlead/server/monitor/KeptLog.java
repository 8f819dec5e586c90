package io.fairlead.server.monitor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** A log for reading. Only bytes up to the written-down place count: what lies behind it may be written anew. */
public final class KeptLog implements AutoCloseable {
    private final Path file;
    private final FileChannel log;
    private final Growth growth;

    KeptLog(Path file, Growth growth) throws IOException {
        this.file = file;
        this.growth = growth;
        this.log = FileChannel.open(file, StandardOpenOption.READ);
    }

    /** Bytes kept so far. */
    public long size() throws IOException {
        return LogPlace.read(file).offset();
    }

    /** Whether nothing more will be kept. Ask before {@link #size} to know that the size is final. */
    public boolean complete() {
        try {
            return LogPlace.read(file).complete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fills what it can from this offset on; 0 at the present end. */
    public int read(ByteBuffer into, long offset) throws IOException {
        long left = size() - offset;
        if (left <= 0) {
            return 0;
        }
        int most = (int) Math.min(left, into.remaining());
        int read = log.read(into.limit(into.position() + most), offset);
        return Math.max(read, 0);
    }

    /** Waits until there is more than {@code known} bytes, or it is complete, or the time is up. */
    public void await(long known, Duration most) throws InterruptedException {
        long times = growth.times();
        try {
            LogPlace now = LogPlace.read(file);
            if (now.offset() > known || now.complete()) {
                return;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        growth.await(times, most);
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
