package io.fairlead.server.http.exchange;

import io.fairlead.server.auth.Caller;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** The streams that are open: bounded for each uid, and ended when the server stops. */
public final class Streams {
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private final Quota quota;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    public Streams(Quota quota) {
        this.quota = quota;
    }

    /** What a stream does; interrupted when the server stops. */
    @FunctionalInterface
    public interface Body {
        void run() throws IOException, InterruptedException;
    }

    public void run(Caller caller, Body body) throws IOException, InterruptedException {
        try (Place place = take(caller)) {
            place.run(body);
        }
    }

    /** @throws HttpRefusal where the caller has as many as may be */
    public Place take(Caller caller) {
        return new Place(quota.take(caller.uid())
                .orElseThrow(() ->
                        new HttpRefusal(Status.TOO_MANY, ExchangeProblems.STREAMS.reason("limit", quota.most()))));
    }

    /** Room for one stream, to be closed; for a thread of any kind. */
    public final class Place implements AutoCloseable {
        private final Quota.Share share;

        private Place(Quota.Share share) {
            this.share = share;
        }

        public void run(Body body) throws IOException, InterruptedException {
            try {
                threads.add(Thread.currentThread());
                if (stopping) {
                    throw new InterruptedException("stopping");
                }
                body.run();
            } finally {
                threads.remove(Thread.currentThread());
            }
        }

        @Override
        public void close() {
            share.close();
        }
    }

    /** Ends them all; those with a last word to say have a moment for it. */
    public void stop() {
        stopping = true;
        threads.forEach(Thread::interrupt);
        long end = System.nanoTime() + LAST_WORDS.toNanos();
        while (!threads.isEmpty() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
