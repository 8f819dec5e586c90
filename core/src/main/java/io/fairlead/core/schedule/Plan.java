package io.fairlead.core.schedule;

import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Job;
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
 * @param held the waiting jobs that were looked at, in queue order; every job that comes after the last of them waits
 *     because all nodes that it could use are spoken for
 * @param open the nodes that no waiting job keeps for itself
 * @param wakeAt when another pass may come to something else although nothing has changed; empty: never
 * @param wanting by uid, what the limits leave too little of for a waiting job of that user, and why
 */
public record Plan(
        List<Start> starts,
        List<Held> held,
        List<NodeRef> open,
        Optional<Instant> wakeAt,
        Map<Long, Map<Aggregate, Problem>> wanting) {
    /** Before the first pass. */
    public static final Plan NONE = new Plan(List.of(), List.of(), List.of(), Optional.empty(), Map.of());

    public Plan {
        starts = List.copyOf(starts);
        held = List.copyOf(held);
        open = List.copyOf(open);
        wanting = Map.copyOf(wanting);
    }

    /** Whether a job that came after this pass, behind every other, waits without another pass. */
    public boolean keepsWaiting(Job last) {
        return !held.isEmpty()
                && last.imagePresentAt().isPresent()
                && (behindOwn(last).isPresent()
                        || last.submission().nodes().stream().noneMatch(open::contains));
    }

    /** What a job that the pass did not look at waits for: a limit of its owner's, or else the queue. */
    public Problem reason(Job unseen, int ahead) {
        return behindOwn(unseen).orElseGet(() -> ScheduleProblems.behind(ahead));
    }

    private Optional<Problem> behindOwn(Job job) {
        return behindOwn(
                wanting.getOrDefault(job.submission().owner().uid(), Map.of()),
                UserUse.of(job.submission().definition()));
    }

    /** Whether what a job would hold is kept for an earlier one of the same user. */
    static Optional<Problem> behindOwn(Map<Aggregate, Problem> wanting, UserUse more) {
        return wanting.entrySet().stream()
                .filter(entry -> more.needs(entry.getKey()))
                .min(Map.Entry.comparingByKey())
                .map(entry -> Limits.behindOwn(entry.getKey(), entry.getValue()));
    }
}
