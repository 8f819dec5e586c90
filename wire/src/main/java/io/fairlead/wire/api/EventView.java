package io.fairlead.wire.api;

import java.time.Instant;
import java.util.Optional;

/**
 * One change of a job, or of a member of an array.
 *
 * @param sequence grows with every change of the server; the id to resume a stream after
 * @param actor {@code user}, {@code admin}, {@code scheduler}, {@code engine} or {@code clock}
 * @param uid of a user or an administrator
 * @param kind for example {@code submitted}, {@code assigned}, {@code ended}
 * @param attempt 0 where it concerns none
 * @param state the job's state after it, where it moved
 * @param message a sentence for people
 * @param job its id: of an array the member's
 */
public record EventView(
        long sequence,
        Instant at,
        String actor,
        Optional<Long> uid,
        String kind,
        int attempt,
        Optional<String> state,
        String message,
        Optional<Finding> reason,
        String job) {}
