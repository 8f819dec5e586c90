package io.fairlead.server.monitor;

import io.fairlead.core.unit.Bytes;
import io.fairlead.engines.stream.LogCursor;
import io.fairlead.engines.stream.LogPiece;
import io.fairlead.engines.stream.LogSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes one attempt's log. After a crash the file is cut back to the last place that was written down and goes on from
 * there, so that nothing is lost and nothing stands twice.
 */
final class LogBook implements LogSink, AutoCloseable {
    private static final String GAP = "\n[fairlead: the engine threw away part of the log here]\n";

    private final FileChannel log;
    private final FileChannel places;
    private final Bytes most;
    private final Growth growth;
    private LogPlace place;
    private boolean full;

    LogBook(Path file, Bytes most, Growth growth) throws IOException {
        this.most = most;
        this.growth = growth;
        this.place = LogPlace.read(file);
        this.log = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        this.places = LogPlace.open(file);
        if (log.size() < place.offset()) {
            place = LogPlace.START;
        }
        log.truncate(place.offset());
        log.position(place.offset());
        full = place.offset() >= most.count();
    }

    LogCursor cursor() {
        return place.cursor();
    }

    boolean isComplete() {
        return place.complete();
    }

    @Override
    public void piece(LogPiece piece) throws IOException {
        if (!full && place.offset() + piece.bytes().length > most.count()) {
            full = true;
            append(("\n[fairlead: the log has reached " + most + "; what comes after is not kept]\n")
                    .getBytes(StandardCharsets.UTF_8));
        } else if (!full) {
            append(piece.bytes());
        }
        move(new LogPlace(piece.after(), log.position(), false));
    }

    @Override
    public void gap(LogCursor after) throws IOException {
        if (!full) {
            append(GAP.getBytes(StandardCharsets.UTF_8));
        }
        move(new LogPlace(after, log.position(), false));
    }

    /** Nothing more will come. */
    void complete() throws IOException {
        move(new LogPlace(place.cursor(), place.offset(), true));
    }

    private void append(byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            log.write(left);
        }
    }

    private void move(LogPlace next) throws IOException {
        place = next;
        next.write(places);
        growth.grew();
    }

    @Override
    public void close() throws IOException {
        try (places) {
            log.close();
        }
    }
}
