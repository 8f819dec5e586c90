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
    private final Retry retry;
    private volatile LogSource.@Nullable Open open;

    public LogStream(LogSource source, LogCursor from, boolean follow) {
        this(source, from, follow, new Retry(Retry.FIRST));
    }

    LogStream(LogSource source, LogCursor from, boolean follow, Retry retry) {
        this.source = source;
        this.follow = follow;
        this.resumption = new Resumption(from);
        this.retry = retry;
    }

    /** How one answer of the engine ended. */
    private enum Pass {
        /** With everything that there will ever be. */
        COMPLETE,
        /** With something new before its end. */
        NEWS,
        /** With nothing new before its end. */
        NOTHING,
        /** Without the place to go on from, although everything was shown. */
        LOST,
        /** Where what follows the place to go on from is gone. */
        GAP
    }

    @Override
    public End run(LogSink sink) throws IOException {
        Pass before = Pass.NEWS;
        while (!retry.isClosed()) {
            boolean afterGap = before == Pass.GAP;
            Pass last = before;
            before = Pass.NEWS;
            try {
                before = believed(pass(afterGap, sink), last);
                if (before == Pass.COMPLETE) {
                    return retry.isClosed() ? End.CLOSED : End.COMPLETE;
                }
                if (before == Pass.GAP) {
                    guarded(() -> sink.gap(resumption.cursor()));
                } else if (before == Pass.NOTHING && !retry.pause()) {
                    return End.CLOSED;
                }
            } catch (FileNotFoundException _) {
                return End.GONE;
            } catch (SinkFailure e) {
                throw e.failure;
            } catch (IOException e) {
                boolean closed = retry.isClosed() || Thread.currentThread().isInterrupted();
                if (!follow && !closed) {
                    throw e;
                }
                if (closed || !retry.pause()) {
                    return End.CLOSED;
                }
            }
        }
        return End.CLOSED;
    }

    /** That the place to go on from is lost is believed when it was not found twice. */
    private Pass believed(Pass pass, Pass last) {
        if (pass != Pass.LOST || last != Pass.LOST) {
            return pass;
        }
        return resumption.sawSomething() ? Pass.GAP : Pass.COMPLETE;
    }

    private Pass pass(boolean afterGap, LogSink sink) throws IOException {
        Instant since = afterGap ? resumption.beginAfterGap() : resumption.begin();
        try (LogSource.Open opened = source.open(since, follow)) {
            open = opened;
            if (retry.isClosed()) {
                return Pass.NOTHING;
            }
            return deliver(opened, sink);
        } finally {
            open = null;
        }
    }

    /**
     * An engine that stops ends its answers as if the container had ended, so an end is believed only where the container
     * had ended before the answer began.
     */
    private Pass deliver(LogSource.Open opened, LogSink sink) throws IOException {
        LogRecords records = new LogRecords(opened.bytes(), opened.framed());
        boolean news = false;
        for (Optional<LogRecords.Stamped> next = records.next(); next.isPresent(); next = records.next()) {
            LogRecords.Stamped record = next.get();
            Resumption.Verdict verdict = resumption.judge(record.time());
            if (verdict == Resumption.Verdict.REOPEN_AFTER_GAP) {
                return Pass.GAP;
            }
            if (verdict != Resumption.Verdict.SKIP) {
                taken(record, verdict, sink);
                news = true;
            }
        }
        if (!follow || opened.ended()) {
            return resumption.isSkipping() ? Pass.LOST : Pass.COMPLETE;
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
