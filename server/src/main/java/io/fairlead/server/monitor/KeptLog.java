package io.fairlead.server.monitor;

import io.fairlead.server.http.Archive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** A log for reading. Only bytes up to the written-down place count: what lies behind it may be written anew. */
final class KeptLog implements Archive.LogFile {
    private final Path file;
    private final FileChannel log;
    private final Growth growth;

    KeptLog(Path file, Growth growth) throws IOException {
        this.file = file;
        this.growth = growth;
        this.log = FileChannel.open(file, StandardOpenOption.READ);
    }

    @Override
    public long size() throws IOException {
        return LogPlace.read(file).offset();
    }

    @Override
    public boolean complete() {
        try {
            return LogPlace.read(file).complete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int read(ByteBuffer into, long offset) throws IOException {
        long left = size() - offset;
        if (left <= 0) {
            return 0;
        }
        int most = (int) Math.min(left, into.remaining());
        int read = log.read(into.limit(into.position() + most), offset);
        return Math.max(read, 0);
    }

    @Override
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
