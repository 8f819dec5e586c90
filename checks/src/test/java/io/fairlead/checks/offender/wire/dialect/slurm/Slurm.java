package io.fairlead.checks.offender.wire.dialect.slurm;

import io.fairlead.checks.offender.wire.dialect.Dialect;

/** The other half of a cycle inside a room. */
public final class Slurm extends Dialect {}
