package io.fairlead.core.job;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How a container ended, as its engine says.
 *
 * @param code 0–255 as engines report it
 * @param outOfMemory whether the kernel killed for memory
 * @param at when it ended
 * @param error what the engine says about a container that never ran; empty otherwise
 */
public record Exit(int code, boolean outOfMemory, Instant at, Optional<String> error) {
    /** Times are kept in microseconds, so they are never finer than that. */
    public Exit {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }
}
