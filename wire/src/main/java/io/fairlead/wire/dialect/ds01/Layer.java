package io.fairlead.wire.dialect.ds01;

import io.fairlead.core.limits.Bound;
import io.fairlead.core.limits.JobLimits;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.limits.UserLimits;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;

/**
 * What one part of the file says, before the two bounds on a user's GPUs become one.
 *
 * @param equivalents {@code max_gpu_equivalents}
 * @param together {@code aggregate.gpu_limit}; under DS01 both must allow
 */
record Layer(
        JobLimits job,
        Bound<Gpus> equivalents,
        Bound<Gpus> together,
        Bound<Cores> cpus,
        Bound<Bytes> memory,
        Bound<Integer> containers) {
    static final Layer NONE =
            new Layer(JobLimits.NONE, Bound.unsaid(), Bound.unsaid(), Bound.unsaid(), Bound.unsaid(), Bound.unsaid());

    /** As limits that lie upon those of the layer beneath, of which they repeat nothing but what bounds GPUs too. */
    Limits upon(Layer beneath) {
        boolean says = equivalents.source().isPresent() || together.source().isPresent();
        Bound<Gpus> gpus =
                says ? equivalents.over(beneath.equivalents).and(together.over(beneath.together)) : Bound.unsaid();
        return new Limits(job, new UserLimits(gpus, cpus, memory, Bound.unsaid(), containers, Bound.unsaid()));
    }

    /** What DS01 makes of an exception: it replaces the group, but for what bounds all containers of a user. */
    Limits insteadOf(Layer group, Layer defaults) {
        Limits alone = upon(defaults).over(defaults.upon(NONE));
        Bound<Gpus> gpus = equivalents.over(defaults.equivalents).and(group.together.over(defaults.together));
        return new Limits(
                alone.job(),
                new UserLimits(
                        gpus,
                        group.cpus.over(defaults.cpus),
                        group.memory.over(defaults.memory),
                        Bound.unsaid(),
                        alone.user().containers(),
                        Bound.unsaid()));
    }

    /** What two layers say of a user's GPUs, for the next one upon them. */
    Layer gpusOver(Layer beneath) {
        return new Layer(
                job, equivalents.over(beneath.equivalents), together.over(beneath.together), cpus, memory, containers);
    }
}
