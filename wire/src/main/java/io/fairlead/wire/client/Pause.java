package io.fairlead.wire.client;

import java.time.Duration;

/** Lets time pass between two tries. */
@FunctionalInterface
public interface Pause {
    void of(Duration time) throws InterruptedException;
}
