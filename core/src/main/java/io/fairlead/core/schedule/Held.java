package io.fairlead.core.schedule;

import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Bucket;
import io.fairlead.core.job.Job;
import io.fairlead.core.limits.UserUse;
import io.fairlead.core.pack.Shape;
import java.util.List;

/**
 * What one job holds.
 *
 * @param devices of the machine, as bits
 * @param until at the latest
 * @param firm whether it may not be preempted
 */
record Held(
        int machine,
        Shape shape,
        long devices,
        long until,
        Owner owner,
        UserUse use,
        List<Bucket> buckets,
        boolean firm) {
    /**
     * What an attempt holds in fact.
     *
     * @param devices that are still there, as bits
     * @param corner of the machine that it counts to, as its bit; 0: none
     */
    static Held of(Job job, Attempt attempt, int machine, long devices, long corner) {
        Placement placement = attempt.placements().getFirst();
        Shape shape = new Shape(
                placement.cores().milli(),
                placement.memory().count(),
                Long.bitCount(devices),
                placement.portion().held(),
                0);
        return new Held(
                machine,
                shape.inside(corner),
                devices,
                Bounds.until(job, attempt),
                Owner.of(job),
                UserUse.live(job.submission().definition(), List.of(placement)),
                Buckets.of(job),
                Standing.Claimed.isFirm(job.submission().definition()));
    }

    Standing.Claimed claimed() {
        return new Standing.Claimed(use, firm);
    }

    /** The same, held until then. */
    Held until(long end) {
        return new Held(machine, shape, devices, end, owner, use, buckets, firm);
    }
}
