package io.fairlead.checks.offender.wire.client;

import io.fairlead.checks.offender.core.schedule.Schedule;

/** Decides where nothing is decided. */
public final class DecidesOffender {
    public Schedule decide() {
        return new Schedule();
    }
}
