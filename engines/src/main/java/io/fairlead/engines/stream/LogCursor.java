package io.fairlead.engines.stream;

import java.time.Instant;

/**
 * A place in a container's log, for engines whose log has no offsets.
 *
 * @param time the engine's stamp of the last record that was taken
 * @param equal how many records of exactly that stamp were taken; the parts of one long line share a stamp
 */
public record LogCursor(Instant time, long equal) {
    /** Before everything. */
    public static final LogCursor START = new LogCursor(Instant.EPOCH, 0);

    public LogCursor {
        if (equal < 0) {
            throw new IllegalArgumentException("negative count: " + equal);
        }
    }

    public boolean isStart() {
        return equal == 0;
    }
}
