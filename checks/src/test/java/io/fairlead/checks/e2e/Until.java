package io.fairlead.checks.e2e;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for what must come true, and says what was there instead when it does not. */
public final class Until {
    /** Far longer than anything here takes on a busy machine. */
    public static final Duration AMPLE = Duration.ofSeconds(60);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(15);

    private Until() {}

    public static <T> T holds(String what, Callable<T> look, Predicate<T> wished) throws Exception {
        long end = System.nanoTime() + AMPLE.toNanos();
        T seen = look.call();
        while (!wished.test(seen)) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + AMPLE + ": " + what + "; there is " + seen);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            seen = look.call();
        }
        return seen;
    }
}
