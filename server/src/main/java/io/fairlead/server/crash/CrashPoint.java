package io.fairlead.server.crash;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Named places between two steps where tests end the process as a power cut would. Always compiled in, so that what is
 * tested is what runs; without the system property each is one comparison.
 */
public final class CrashPoint {
    /** {@code NAME} or {@code NAME:COUNT}: end the process when the point is passed for the COUNT-th time. */
    public static final String PROPERTY = "fairlead.crashAt";

    private static final int HALTED = 137;
    private static final @Nullable String ARMED = armed();
    private static final AtomicInteger LEFT = new AtomicInteger(count());

    private CrashPoint() {}

    /** Passes the point of this name. */
    public static void hit(String name) {
        if (ARMED != null && ARMED.equals(name) && LEFT.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(HALTED);
        }
    }

    private static @Nullable String armed() {
        String value = System.getProperty(PROPERTY);
        return value == null ? null : value.split(":", 2)[0];
    }

    private static int count() {
        String[] parts = System.getProperty(PROPERTY, "").split(":", 2);
        return parts.length == 2 ? Integer.parseInt(parts[1]) : 1;
    }
}
