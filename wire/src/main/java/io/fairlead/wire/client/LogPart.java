package io.fairlead.wire.client;

/**
 * How much of a log was read.
 *
 * @param attempt whose log; 0 where no attempt has begun
 * @param next the offset to ask for next
 * @param complete whether nothing more will come
 */
public record LogPart(int attempt, long next, boolean complete) {}
