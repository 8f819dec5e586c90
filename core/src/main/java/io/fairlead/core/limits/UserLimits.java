package io.fairlead.core.limits;

import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;

/**
 * What all jobs of one user may have together.
 *
 * @param gpus held at a time
 * @param cpus held at a time
 * @param memory held at a time, with shared memory and tmpfs
 * @param tmpfs volumes of memory, held at a time
 * @param containers of jobs and sessions that hold a place, from their creation on
 * @param submitted jobs that have not ended, waiting ones included
 */
public record UserLimits(
        Bound<Gpus> gpus,
        Bound<Cores> cpus,
        Bound<Bytes> memory,
        Bound<Bytes> tmpfs,
        Bound<Integer> containers,
        Bound<Integer> submitted) {
    public static final UserLimits NONE = new UserLimits(
            Bound.unsaid(), Bound.unsaid(), Bound.unsaid(), Bound.unsaid(), Bound.unsaid(), Bound.unsaid());

    UserLimits over(UserLimits beneath) {
        return new UserLimits(
                gpus.over(beneath.gpus),
                cpus.over(beneath.cpus),
                memory.over(beneath.memory),
                tmpfs.over(beneath.tmpfs),
                containers.over(beneath.containers),
                submitted.over(beneath.submitted));
    }

    /** Whether anything of what runs is bounded at all. */
    boolean boundsWhatRuns() {
        return gpus.most().isPresent()
                || cpus.most().isPresent()
                || memory.most().isPresent()
                || tmpfs.most().isPresent()
                || containers.most().isPresent();
    }
}
