package io.fairlead.checks.offender.cli;

import java.util.List;

/** Breaks the arrows: uses every module that cli must not. */
public final class Offender {
    private final List<Class<?>> notForUs = List.of(
            io.fairlead.checks.offender.bench.Offender.class,
            io.fairlead.checks.offender.engines.Offender.class,
            io.fairlead.checks.offender.server.Offender.class,
            io.fairlead.checks.offender.simulator.Offender.class,
            io.fairlead.checks.offender.store.Offender.class);

    public List<Class<?>> uses() {
        return notForUs;
    }
}
