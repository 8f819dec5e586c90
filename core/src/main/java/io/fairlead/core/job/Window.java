package io.fairlead.core.job;

import java.time.Instant;
import java.util.Optional;

/**
 * When a job may start.
 *
 * @param notBefore not earlier
 * @param notAfter one that has not started by then has failed
 */
public record Window(Optional<Instant> notBefore, Optional<Instant> notAfter) {
    public static final Window ANY = new Window(Optional.empty(), Optional.empty());
}
