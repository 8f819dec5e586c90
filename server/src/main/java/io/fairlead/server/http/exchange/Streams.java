package io.fairlead.server.http.exchange;

import io.fairlead.server.auth.Caller;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The streams that are open: bounded for each uid, and ended when the server stops. */
public final class Streams {
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
        Quota.Share share = quota.take(caller.uid())
                .orElseThrow(
                        () -> new HttpRefusal(Status.TOO_MANY, ExchangeProblems.STREAMS.reason("limit", quota.most())));
        try (share) {
            threads.add(Thread.currentThread());
            if (stopping) {
                throw new InterruptedException("stopping");
            }
            body.run();
        } finally {
            threads.remove(Thread.currentThread());
        }
    }

    public void stop() {
        stopping = true;
        threads.forEach(Thread::interrupt);
    }
}
