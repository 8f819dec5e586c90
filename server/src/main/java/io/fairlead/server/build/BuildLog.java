package io.fairlead.server.build;

import io.fairlead.engines.stream.LogCursor;
import io.fairlead.engines.stream.LogPiece;
import io.fairlead.engines.stream.LogReading;
import io.fairlead.engines.stream.LogSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one build says, until it is kept elsewhere. One writes, any number read. */
final class BuildLog {
    private static final int MOST_BYTES = 32 << 20;
    private static final String FULL = "\n[fairlead: the build says too much; what comes after is not kept]\n";

    private final InstantSource clock;
    private final List<LogPiece> pieces = new ArrayList<>();
    private Instant last = Instant.EPOCH;
    private int bytes;
    private boolean complete;

    BuildLog(InstantSource clock) {
        this.clock = clock;
    }

    /** No two pieces have one time, so that a time is a place to go on from. */
    synchronized void say(String text) {
        if (complete || bytes > MOST_BYTES) {
            return;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        last = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
        byte[] kept = text.getBytes(StandardCharsets.UTF_8);
        bytes += kept.length;
        byte[] piece = bytes > MOST_BYTES ? FULL.getBytes(StandardCharsets.UTF_8) : kept;
        pieces.add(new LogPiece(LogPiece.Channel.OUT, piece, new LogCursor(last, 1)));
        notifyAll();
    }

    synchronized void end() {
        complete = true;
        notifyAll();
    }

    LogReading reading(LogCursor from, boolean follow) {
        return new Reading(from, follow);
    }

    /** The piece of this number; waits for it while it is followed. */
    private synchronized Optional<LogPiece> piece(int number, Reading reading) throws InterruptedException {
        while (number >= pieces.size() && !complete && reading.follow && !reading.closed) {
            wait();
        }
        return number < pieces.size() && !reading.closed ? Optional.of(pieces.get(number)) : Optional.empty();
    }

    /** How many pieces are not after this time. */
    private synchronized int until(Instant time) {
        int count = 0;
        while (count < pieces.size() && !pieces.get(count).after().time().isAfter(time)) {
            count++;
        }
        return count;
    }

    private synchronized void wake() {
        notifyAll();
    }

    private final class Reading implements LogReading {
        private final LogCursor from;
        private final boolean follow;
        private volatile boolean closed;

        Reading(LogCursor from, boolean follow) {
            this.from = from;
            this.follow = follow;
        }

        @Override
        public End run(LogSink sink) throws IOException {
            int number = until(from.time());
            try {
                for (Optional<LogPiece> next = piece(number, this); next.isPresent(); next = piece(number, this)) {
                    sink.piece(next.get());
                    number++;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return End.CLOSED;
            }
            return closed ? End.CLOSED : End.COMPLETE;
        }

        @Override
        public void close() {
            closed = true;
            wake();
        }
    }
}
