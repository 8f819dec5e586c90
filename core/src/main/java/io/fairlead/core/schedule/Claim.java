package io.fairlead.core.schedule;

import io.fairlead.core.job.Priority;
import java.time.Instant;
import java.util.Optional;

/**
 * What decides when it is a job's turn. Usage is in milli-GPU-seconds, decayed, with what is held now.
 *
 * @param priority its class, as its owner said
 * @param counts the class as which it counts since it has waited
 * @param risesAt when it counts as one of the next class; empty in the highest
 * @param weight of the project
 * @param projectUse of all users of the project
 * @param userUse of its owner in the project
 * @param allUse of all projects
 */
public record Claim(
        Priority priority,
        Priority counts,
        Optional<Instant> risesAt,
        String project,
        int weight,
        long projectUse,
        long userUse,
        long allUse) {}
