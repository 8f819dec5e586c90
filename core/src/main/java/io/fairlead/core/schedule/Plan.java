package io.fairlead.core.schedule;

import io.fairlead.core.cluster.NodeRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of a pass.
 *
 * @param starts in the order to apply them
 * @param held the waiting jobs that were looked at, in queue order; every job that comes after the last of them waits
 *     because all nodes that it could use are spoken for
 * @param open the nodes that no waiting job keeps for itself: a job that comes last and wants none of them waits
 * @param wakeAt when another pass may come to something else although nothing has changed; empty: never
 */
public record Plan(List<Start> starts, List<Held> held, List<NodeRef> open, Optional<Instant> wakeAt) {
    /** Before the first pass. */
    public static final Plan NONE = new Plan(List.of(), List.of(), List.of(), Optional.empty());

    public Plan {
        starts = List.copyOf(starts);
        held = List.copyOf(held);
        open = List.copyOf(open);
    }
}
