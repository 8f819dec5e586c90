package io.fairlead.core.upkeep;

import io.fairlead.core.job.Actor;
import java.time.Instant;

/**
 * A change with its circumstances.
 *
 * @param at when it was decided, truncated to microseconds, as it is kept
 */
public record UpkeepRecord(Instant at, Actor actor, UpkeepChange change) {}
