package io.fairlead.core.limits;

import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import java.time.Duration;

/**
 * What one job may ask for.
 *
 * @param memory all that the engine's limit covers: processes, shared memory and tmpfs
 * @param tmpfs tmpfs volumes together
 * @param runTime over all attempts; a job that says nothing is stopped at this
 * @param idle how long a job may do nothing; one that says nothing is stopped after this
 */
public record JobLimits(
        Bound<Gpus> gpus,
        Bound<Cores> cpus,
        Bound<Bytes> memory,
        Bound<Bytes> shm,
        Bound<Bytes> tmpfs,
        Bound<Duration> runTime,
        Bound<Duration> idle) {
    public static final JobLimits NONE = new JobLimits(
            Bound.unsaid(),
            Bound.unsaid(),
            Bound.unsaid(),
            Bound.unsaid(),
            Bound.unsaid(),
            Bound.unsaid(),
            Bound.unsaid());

    JobLimits over(JobLimits beneath) {
        return new JobLimits(
                gpus.over(beneath.gpus),
                cpus.over(beneath.cpus),
                memory.over(beneath.memory),
                shm.over(beneath.shm),
                tmpfs.over(beneath.tmpfs),
                runTime.over(beneath.runTime),
                idle.over(beneath.idle));
    }
}
