package io.fairlead.checks.offender.core.job;

/** The other half of a cycle of rooms. */
public final class Cycle {
    public Class<?> other() {
        return io.fairlead.checks.offender.core.cluster.Cycle.class;
    }
}
