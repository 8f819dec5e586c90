package io.fairlead.checks.offender.wire.dialect;

import io.fairlead.checks.offender.wire.dialect.slurm.Slurm;

/** One half of a cycle inside a room. */
public class Dialect {
    public Class<?> first() {
        return Slurm.class;
    }
}
