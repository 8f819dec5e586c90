package io.fairlead.engines.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts records so that a reading can go on where another stopped, and leaves out what was taken before. Stamps are
 * almost in order: two channels are written by two threads of the engine, so that a record may carry a stamp that is a
 * little older than that of the one before it. A log is therefore asked for from a little earlier, and everything up to
 * the last record that was taken is left out.
 */
final class Resumption {
    /** How much earlier; far more than two threads can be apart. */
    static final Duration SLACK = Duration.ofSeconds(1);

    /** Stamps whose counts are still wanted; records can be out of order by no more than a few. */
    private static final int STAMPS_KEPT = 256;

    private final Map<Instant, Long> counts = new LinkedHashMap<>();
    private LogCursor cursor;
    private boolean skipping;
    private boolean first;
    private long equalSeen;

    Resumption(LogCursor from) {
        cursor = from;
        if (!from.isStart()) {
            counts.put(from.time(), from.equal());
        }
    }

    /** What to do with a record. */
    enum Verdict {
        SKIP,
        TAKE,
        /** What followed the cursor is gone; this is the first that is there. */
        TAKE_AFTER_GAP,
        /** Part of what was taken is gone, so that its end can not be found: begin again just after the cursor. */
        REOPEN_AFTER_GAP
    }

    LogCursor cursor() {
        return cursor;
    }

    /** From when on to ask for records, when the log is opened now. */
    Instant begin() {
        skipping = !cursor.isStart();
        first = true;
        equalSeen = 0;
        return skipping ? cursor.time().minus(SLACK) : Instant.EPOCH;
    }

    /** Like {@link #begin} after a {@link Verdict#REOPEN_AFTER_GAP}: leaves nothing out. */
    Instant beginAfterGap() {
        skipping = false;
        return cursor.time().plusNanos(1);
    }

    /** Whether the place to go on from has not been met yet. */
    boolean isSkipping() {
        return skipping;
    }

    /** Whether anything at all has come since the log was opened. */
    boolean sawSomething() {
        return !first;
    }

    Verdict judge(Instant time) {
        if (!skipping) {
            return Verdict.TAKE;
        }
        if (first && time.isAfter(cursor.time())) {
            skipping = false;
            return Verdict.TAKE_AFTER_GAP;
        }
        first = false;
        if (time.equals(cursor.time())) {
            equalSeen++;
            skipping = equalSeen < cursor.equal();
        } else if (time.isAfter(cursor.time().plus(SLACK))) {
            return Verdict.REOPEN_AFTER_GAP;
        }
        return Verdict.SKIP;
    }

    /** Counts a record as taken. */
    LogCursor took(Instant time) {
        long equal = counts.merge(time, 1L, Long::sum);
        if (counts.size() > STAMPS_KEPT) {
            counts.remove(counts.keySet().iterator().next());
        }
        cursor = new LogCursor(time, equal);
        return cursor;
    }
}
