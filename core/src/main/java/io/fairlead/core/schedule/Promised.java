package io.fairlead.core.schedule;

import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.JobId;
import java.time.Instant;

/**
 * The job at the head of the queue.
 *
 * @param start when it starts at the latest, whole seconds
 * @param node where room is kept for it
 */
public record Promised(JobId job, Instant start, NodeRef node) {
    /** When a pass next has something to do for it: as soon as it counts as due, and just after that, when it was kept or is broken. */
    Instant wakeAt(Instant now) {
        long due = Bounds.seconds(start);
        return Bounds.seconds(now) < due ? Bounds.begins(due) : start.plusMillis(1);
    }
}
