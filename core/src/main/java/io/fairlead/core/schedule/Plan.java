package io.fairlead.core.schedule;

import io.fairlead.core.job.JobId;
import io.fairlead.core.limits.Aggregate;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.limits.UserUse;
import io.fairlead.core.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The outcome of a pass.
 *
 * @param starts in the order to apply them
 * @param broken a promise that is not kept, and why; before {@code promised}
 * @param promised a promise that this pass makes
 * @param head the job at the head that has a promise
 * @param kept jobs that cannot be promised a start and keep the nodes where they may run
 * @param wakeAt when another pass may come to something else although nothing has changed; empty: never
 * @param wanting by uid, what the limits leave too little of for a waiting job of that user, and why
 */
public record Plan(
        List<Start> starts,
        Optional<Broken> broken,
        Optional<Promised> promised,
        Optional<Promised> head,
        List<JobId> kept,
        Optional<Instant> wakeAt,
        Map<Long, Map<Aggregate, Problem>> wanting) {
    /** Before the first pass. */
    public static final Plan NONE = new Plan(
            List.of(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Map.of());

    public Plan {
        starts = List.copyOf(starts);
        kept = List.copyOf(kept);
        wanting = Map.copyOf(wanting);
    }

    /** Whether somebody waits only since it is somebody else's turn. */
    public boolean isUpToTurns() {
        return !kept.isEmpty() || !wanting.isEmpty();
    }

    /** A promise that is revoked, and the cause. */
    public record Broken(JobId job, Problem cause) {}

    /** Whether what a job would hold is kept for an earlier one of the same user. */
    static Optional<Problem> behindOwn(Map<Aggregate, Problem> wanting, UserUse more) {
        return wanting.entrySet().stream()
                .filter(entry -> more.needs(entry.getKey()))
                .min(Map.Entry.comparingByKey())
                .map(entry -> Limits.behindOwn(entry.getKey(), entry.getValue()));
    }
}
