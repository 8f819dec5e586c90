package io.fairlead.wire.api;

import java.time.Instant;
import java.util.Optional;

/**
 * One of the six stages of a job's way.
 *
 * @param name {@code select-image}, {@code request-allocation}, {@code launch-runtime}, {@code bind-paths-and-devices},
 *     {@code execute} or {@code record-and-validate-outcome}
 * @param status {@code waiting}, {@code active}, {@code done}, {@code failed}, {@code cancelled} or {@code skipped}
 * @param start absent before the stage before it was acknowledged
 * @param end absent until it is acknowledged or has failed
 * @param acknowledgedBy who said that it was done: {@code images}, {@code store} or {@code engine}, {@code server}
 * @param failure with code and remedy
 * @param signal what told that it failed: one observation, always the same for the same failure
 */
public record StageView(
        String name,
        String status,
        Optional<Instant> start,
        Optional<Instant> end,
        Optional<String> acknowledgedBy,
        Optional<Finding> failure,
        Optional<String> signal) {}
