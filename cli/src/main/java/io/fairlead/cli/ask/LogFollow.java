package io.fairlead.cli.ask;

import io.fairlead.wire.client.ApiClient;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.LogSink;
import java.io.IOException;

/** Follows a log, through any number of restarts of the server. */
public final class LogFollow {
    private final ApiClient server;
    private final Steady steady;
    private final String job;
    private final long start;

    /** @param start offset in bytes into the first attempt read */
    public LogFollow(ApiClient server, Steady steady, String job, long start) {
        this.server = server;
        this.steady = steady;
        this.job = job;
        this.start = start;
    }

    /** @param attempt one alone; 0 for the newest and those after it, until the job has ended */
    public void to(LogSink sink, int attempt) throws ApiFailure, IOException, InterruptedException {
        Keeping keeping = new Keeping(sink);
        steady.insist(() -> {
            server.follow(job, attempt, keeping.offset, keeping);
            return keeping;
        });
    }

    /** Counts what was passed on, for the case that the server says that it is starting or stopping. */
    private final class Keeping implements LogSink {
        private final LogSink sink;
        private int attempt;
        private long offset;

        Keeping(LogSink sink) {
            this.sink = sink;
            this.offset = start;
        }

        @Override
        public void attempt(int number) throws IOException {
            steady.back();
            if (number != attempt) {
                offset = attempt == 0 ? start : 0;
                attempt = number;
                sink.attempt(number);
            }
        }

        @Override
        public void bytes(byte[] from, int start, int length) throws IOException {
            steady.back();
            sink.bytes(from, start, length);
            offset += length;
        }

        @Override
        public void interrupted(int tries) {
            steady.away();
        }
    }
}
