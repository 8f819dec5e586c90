package io.fairlead.core.schedule;

import java.util.List;

/**
 * The outcome of a pass.
 *
 * @param starts in the order to apply them
 * @param held the waiting jobs that were looked at, in queue order; every job that comes after the last of them waits
 *     because all nodes are spoken for
 */
public record Plan(List<Start> starts, List<Held> held) {
    public Plan {
        starts = List.copyOf(starts);
        held = List.copyOf(held);
    }
}
