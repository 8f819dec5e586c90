package io.fairlead.core.schedule;

import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.JobId;
import io.fairlead.core.limits.Aggregate;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.limits.UserUse;
import io.fairlead.core.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
 * @param quotas what follows from quotas
 * @param reserved whether anything is reserved: what has started may then have moved the room that is kept for the head
 */
public record Plan(
        List<Start> starts,
        Optional<Broken> broken,
        Optional<Promised> promised,
        Optional<Promised> head,
        List<JobId> kept,
        Optional<Instant> wakeAt,
        Map<Long, Map<Aggregate, Problem>> wanting,
        ByQuota quotas,
        boolean reserved) {
    /** Before the first pass. */
    public static final Plan NONE = new Plan(
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Map.of(),
            ByQuota.NONE,
            false);

    public Plan {
        starts = List.copyOf(starts);
        kept = List.copyOf(kept);
        wanting = Map.copyOf(wanting);
    }

    /** Whether another pass may come to more when what this one decided has become true. */
    public boolean mayGoOn() {
        boolean upToTurns = !kept.isEmpty() || !wanting.isEmpty() || quotas.apply() || reserved;
        return (!starts.isEmpty() && upToTurns)
                || quotas.halt().isPresent()
                || !quotas.voids().isEmpty();
    }

    /**
     * What a pass decides because projects have quotas.
     *
     * @param apply whether they have
     * @param voids jobs for which a node is not kept any more; before everything else
     * @param halt others who are halted for a job, after everything else
     * @param lacking projects of which a job waits for quota
     */
    public record ByQuota(boolean apply, List<Broken> voids, Optional<Halt> halt, Set<String> lacking) {
        static final ByQuota NONE = new ByQuota(false, List.of(), Optional.empty(), Set.of());

        public ByQuota {
            voids = List.copyOf(voids);
            lacking = Set.copyOf(lacking);
        }
    }

    /**
     * Others who are halted so that a job can start.
     *
     * @param node which is kept for it until then
     */
    public record Halt(JobId job, NodeRef node, List<Broken> victims) {
        public Halt {
            victims = List.copyOf(victims);
        }
    }

    /** A job to which something is taken that it had, as a promise or a place, and the cause. */
    public record Broken(JobId job, Problem cause) {}

    /** Whether what a job would hold is kept for an earlier one of the same user. */
    static Optional<Problem> behindOwn(Map<Aggregate, Problem> wanting, UserUse more) {
        return wanting.entrySet().stream()
                .filter(entry -> more.needs(entry.getKey()))
                .min(Map.Entry.comparingByKey())
                .map(entry -> Limits.behindOwn(entry.getKey(), entry.getValue()));
    }
}
