package io.fairlead.engines.stream;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A reading of a log that Docker Engine keeps: nothing lost and nothing repeated, however often the engine goes away. */
public final class LogStream implements LogReading {
    private final LogSource source;
    private final boolean follow;
    private final Resumption resumption;
    private final Retry retry = new Retry();
    private volatile LogSource.@Nullable Open open;

    public LogStream(LogSource source, LogCursor from, boolean follow) {
        this.source = source;
        this.follow = follow;
        this.resumption = new Resumption(from);
    }

    /** How one answer of the engine ended. */
    private enum Pass {
        /** At the end, with something new before it. */
        NEWS,
        /** At the end, with nothing new before it. */
        NOTHING,
        AFTER_GAP
    }

    @Override
    public End run(LogSink sink) throws IOException {
        boolean afterGap = false;
        while (!retry.isClosed()) {
            try {
                Pass pass = pass(afterGap, sink);
                afterGap = pass == Pass.AFTER_GAP;
                // An engine that stops ends its answers as if the container had ended: only a second silence is
                // believed.
                if (pass == Pass.NOTHING || (pass == Pass.NEWS && !follow)) {
                    return retry.isClosed() ? End.CLOSED : End.COMPLETE;
                }
            } catch (FileNotFoundException _) {
                return End.GONE;
            } catch (SinkFailure e) {
                throw e.failure;
            } catch (IOException e) {
                if (retry.isClosed() || Thread.currentThread().isInterrupted()) {
                    return End.CLOSED;
                }
                if (!follow) {
                    throw e;
                }
                if (!retry.pause()) {
                    return End.CLOSED;
                }
            }
        }
        return End.CLOSED;
    }

    private Pass pass(boolean afterGap, LogSink sink) throws IOException {
        Instant since = afterGap ? resumption.beginAfterGap() : resumption.begin();
        try (LogSource.Open opened = source.open(since, follow)) {
            open = opened;
            if (retry.isClosed()) {
                return Pass.NOTHING;
            }
            return deliver(new LogRecords(opened.bytes(), opened.framed()), sink);
        } finally {
            open = null;
        }
    }

    private Pass deliver(LogRecords records, LogSink sink) throws IOException {
        boolean news = false;
        for (Optional<LogRecords.Stamped> next = records.next(); next.isPresent(); next = records.next()) {
            LogRecords.Stamped record = next.get();
            Resumption.Verdict verdict = resumption.judge(record.time());
            if (verdict == Resumption.Verdict.REOPEN_AFTER_GAP) {
                break;
            }
            if (verdict != Resumption.Verdict.SKIP) {
                taken(record, verdict, sink);
                news = true;
            }
        }
        if (resumption.isSkipping()) {
            guarded(() -> sink.gap(resumption.cursor()));
            return Pass.AFTER_GAP;
        }
        return news ? Pass.NEWS : Pass.NOTHING;
    }

    private void taken(LogRecords.Stamped record, Resumption.Verdict verdict, LogSink sink) throws IOException {
        if (verdict == Resumption.Verdict.TAKE_AFTER_GAP) {
            guarded(() -> sink.gap(resumption.cursor()));
        }
        LogCursor after = resumption.took(record.time());
        retry.succeeded();
        guarded(() -> sink.piece(new LogPiece(record.channel(), record.bytes().array(), after)));
    }

    private interface Delivery {
        void make() throws IOException;
    }

    /** Tells a failure of the sink, which ends the reading, from one of the engine, which does not. */
    private static void guarded(Delivery delivery) throws IOException {
        try {
            delivery.make();
        } catch (IOException e) {
            throw new SinkFailure(e);
        }
    }

    private static final class SinkFailure extends IOException {
        private static final long serialVersionUID = 1L;

        private final IOException failure;

        SinkFailure(IOException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    @Override
    public void close() {
        retry.close();
        LogSource.Open now = open;
        if (now != null) {
            try {
                now.close();
            } catch (IOException _) {
                // It is closed to make a waiting read fail, and nothing more is read.
            }
        }
    }
}
