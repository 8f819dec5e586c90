package io.fairlead.core.job;

import java.time.Instant;

/**
 * A change with its circumstances.
 *
 * @param at when it was decided, truncated to microseconds, as it is kept
 */
public record Recorded(Instant at, Actor actor, Change change) {}
