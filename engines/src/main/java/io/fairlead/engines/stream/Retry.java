package io.fairlead.engines.stream;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits between tries, longer each time, and gives up waiting as soon as it is closed. */
final class Retry implements AutoCloseable {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final CountDownLatch closed = new CountDownLatch(1);
    private Duration next = FIRST;

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Something went well: the next wait is short again. */
    void succeeded() {
        next = FIRST;
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
