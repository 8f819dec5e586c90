package io.fairlead.net;

import java.time.Duration;

/**
 * A point on the monotonic clock.
 *
 * @param at nanoseconds as of {@link System#nanoTime()}; only differences mean something
 */
record Deadline(long at) {
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Longer than 292 years counts as 292 years; zero and less as over already. */
    static Deadline in(Duration time) {
        long nanos = time.compareTo(LONGEST) >= 0 ? Long.MAX_VALUE : time.isNegative() ? 0 : time.toNanos();
        return new Deadline(System.nanoTime() + nanos);
    }

    boolean over() {
        return at - System.nanoTime() <= 0;
    }

    /** Nanoseconds left; 0 when over. */
    long nanosLeft() {
        return Math.max(0, at - System.nanoTime());
    }

    /** Milliseconds left, rounded up; 0 when over. */
    long millisLeft() {
        long nanos = nanosLeft();
        return nanos == 0 ? 0 : (nanos - 1) / NANOS_PER_MILLI + 1;
    }

    /** The n-th part of what is left, so that one slow try does not use up the time of those after it. */
    Deadline share(int n) {
        return new Deadline(System.nanoTime() + nanosLeft() / n);
    }
}
