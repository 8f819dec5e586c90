package io.fairlead.wire.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * What decides when it is a job's turn. Usage is decayed, and what is held counts as used for one hour more.
 *
 * @param priority its class, {@code low}, {@code normal} or {@code high}
 * @param countsAs the class as which it counts since it has waited
 * @param risesAt when it counts as one of the next class; absent in the highest
 * @param weight of the project
 * @param projectGpuHours used by all users of the project
 * @param userGpuHours used by its owner in the project
 * @param projectPercent of what all projects used, 0 to 100
 */
public record ClaimView(
        String priority,
        String countsAs,
        Optional<Instant> risesAt,
        String project,
        int weight,
        BigDecimal projectGpuHours,
        BigDecimal userGpuHours,
        BigDecimal projectPercent) {}
