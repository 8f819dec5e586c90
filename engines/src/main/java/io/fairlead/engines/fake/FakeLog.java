package io.fairlead.engines.fake;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.engines.stream.LogCursor;
import io.fairlead.engines.stream.LogPiece;
import io.fairlead.engines.stream.LogReading;
import io.fairlead.engines.stream.LogSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads what a pretended container has written, looking again every so often while it is followed. */
final class FakeLog implements LogReading {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final FakeMachine machine;
    private final ContainerName name;
    private final boolean follow;
    private final CountDownLatch closed = new CountDownLatch(1);
    private LogCursor cursor;

    FakeLog(FakeMachine machine, ContainerName name, LogCursor from, boolean follow) {
        this.machine = machine;
        this.name = name;
        this.cursor = from;
        this.follow = follow;
    }

    @Override
    public End run(LogSink sink) throws IOException {
        while (closed.getCount() > 0) {
            Instant now = machine.now();
            Optional<FakeContainer> found = machine.find(name);
            if (found.isEmpty()) {
                return End.GONE;
            }
            deliver(found.get().written(now), sink);
            if (!follow || found.get().hasEnded(now)) {
                return End.COMPLETE;
            }
            if (!pause()) {
                return End.CLOSED;
            }
        }
        return End.CLOSED;
    }

    private void deliver(List<FakeContainer.Line> written, LogSink sink) throws IOException {
        LogCursor place = LogCursor.START;
        for (FakeContainer.Line line : written) {
            boolean same = line.at().equals(place.time());
            place = new LogCursor(line.at(), same ? place.equal() + 1 : 1);
            boolean taken = place.time().isBefore(cursor.time())
                    || (place.time().equals(cursor.time()) && place.equal() <= cursor.equal());
            if (!taken) {
                byte[] bytes = (line.text() + "\n").getBytes(StandardCharsets.UTF_8);
                sink.piece(new LogPiece(LogPiece.Channel.OUT, bytes, place));
                cursor = place;
            }
        }
    }

    private boolean pause() {
        try {
            return !closed.await(BETWEEN_LOOKS.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
