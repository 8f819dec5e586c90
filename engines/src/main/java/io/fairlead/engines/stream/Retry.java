package io.fairlead.engines.stream;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits between tries, longer each time, and gives up waiting as soon as it is closed. */
final class Retry implements AutoCloseable {
    static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Duration first;
    private Duration next;

    /** @param first the shortest wait */
    Retry(Duration first) {
        this.first = first;
        this.next = first;
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Something went well: the next wait is short again. */
    void succeeded() {
        next = first;
    }

    /** @return false when closed or interrupted meanwhile; the thread's flag is then set again */
    boolean pause() {
        Duration now = next;
        next = now.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : now.multipliedBy(2);
        try {
            return !closed.await(now.toNanos(), TimeUnit.NANOSECONDS);
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
