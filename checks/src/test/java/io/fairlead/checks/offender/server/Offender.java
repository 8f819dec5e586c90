package io.fairlead.checks.offender.server;

import java.util.List;

/** Breaks the arrows: uses every module that server must not. */
public final class Offender {
    private final List<Class<?>> notForUs =
            List.of(io.fairlead.checks.offender.bench.Offender.class, io.fairlead.checks.offender.cli.Offender.class);

    public List<Class<?>> uses() {
        return notForUs;
    }
}
