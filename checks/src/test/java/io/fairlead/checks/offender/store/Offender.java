package io.fairlead.checks.offender.store;

import java.util.List;

/** Breaks the arrows: uses every module that store must not. */
public final class Offender {
    private final List<Class<?>> notForUs = List.of(
            io.fairlead.checks.offender.bench.Offender.class,
            io.fairlead.checks.offender.cli.Offender.class,
            io.fairlead.checks.offender.engines.Offender.class,
            io.fairlead.checks.offender.net.Offender.class,
            io.fairlead.checks.offender.server.Offender.class,
            io.fairlead.checks.offender.simulator.Offender.class,
            io.fairlead.checks.offender.wire.Offender.class);

    public List<Class<?>> uses() {
        return notForUs;
    }
}
