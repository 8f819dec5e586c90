package io.fairlead.server.http;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits on a predicate with a deadline. */
final class Eventually {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Duration LOOK_EVERY = Duration.ofMillis(5);

    private Eventually() {}

    static void is(Callable<Boolean> predicate) throws Exception {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!predicate.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + LONGEST);
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }
}
