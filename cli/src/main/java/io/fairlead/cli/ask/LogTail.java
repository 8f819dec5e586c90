package io.fairlead.cli.ask;

import io.fairlead.wire.client.ApiClient;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.LogSink;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Finds where the last lines of a log begin. */
public final class LogTail {
    /** Most lines that are looked for from the end; more means all. */
    private static final int LINES_MAX = 1_000_000;

    private LogTail() {}

    /**
     * @param attempt 0 for the newest
     * @param lines from the end
     * @return the offset in bytes of the first of them, in what there is of the log now
     */
    public static long offset(ApiClient server, String job, int attempt, long lines)
            throws ApiFailure, IOException, InterruptedException {
        if (lines > LINES_MAX) {
            return 0;
        }
        Starts starts = new Starts((int) lines);
        server.logs(job, attempt, 0, starts);
        return starts.first();
    }

    /** Remembers where the last lines begin. */
    private static final class Starts implements LogSink {
        private final int most;
        private final Deque<Long> starts = new ArrayDeque<>();
        private long at;
        private boolean begun;

        Starts(int most) {
            this.most = most;
        }

        @Override
        public void bytes(byte[] from, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                if (!begun) {
                    starts.addLast(at);
                    begun = true;
                    if (starts.size() > most) {
                        starts.removeFirst();
                    }
                }
                begun = from[i] != '\n';
                at++;
            }
        }

        long first() {
            return starts.isEmpty() ? at : starts.getFirst();
        }
    }
}
