package io.fairlead.core.idle;

import java.time.Instant;
import java.util.Optional;

/**
 * One look at a running attempt.
 *
 * @param at by the clock of the server
 * @param use empty where it could not be measured
 */
public record Glance(Instant at, Optional<Use> use) {}
