package io.fairlead.simulator.queueing;

/**
 * One job of a log.
 *
 * @param number in the log; decides between jobs of the same instant
 * @param submit seconds
 * @param run seconds that it ran, 1 or more, at most {@code requested}
 * @param processors 1 or more
 * @param requested seconds that its user asked for
 * @param user number; -1 where the log does not say
 */
public record LogJob(long number, long submit, long run, int processors, long requested, long user) {}
