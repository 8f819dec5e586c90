package io.fairlead.core.schedule;

import io.fairlead.core.job.Bucket;
import io.fairlead.core.job.Priority;
import io.fairlead.core.limits.UserUse;
import io.fairlead.core.pack.Shape;
import io.fairlead.core.pack.Zone;
import java.util.List;

/**
 * What a class of jobs asks for: jobs that have this and their limit in common are one to a pass.
 *
 * @param zone the machines where it may run
 * @param use what one of them adds to what its owner has
 * @param buckets of which only so many run
 * @param priority its class within the project
 * @param firm whether it may not be preempted
 * @param limit seconds after which what it holds is free again; 0 where nothing is reserved, so that nobody asks
 * @param named reservations that it may use, as bits
 */
record Demand(
        Shape shape,
        Zone zone,
        Owner owner,
        UserUse use,
        List<Bucket> buckets,
        Priority priority,
        boolean firm,
        long limit,
        long named) {
    /** What one of them takes of its project's share. */
    Standing.Claimed claimed() {
        return new Standing.Claimed(use, firm);
    }
}
