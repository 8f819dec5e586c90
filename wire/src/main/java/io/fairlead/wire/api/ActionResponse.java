package io.fairlead.wire.api;

/**
 * What became of a cancel, hold, release or removal.
 *
 * @param state the job's state now
 * @param outcome {@code done}, {@code asked} (recorded; it takes time) or {@code already} (nothing was left to do)
 * @param message a sentence for people
 */
public record ActionResponse(String id, String name, String state, String outcome, String message) {}
