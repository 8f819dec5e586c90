package io.fairlead.wire.client;

import io.fairlead.wire.api.EventView;

/** Where changes of a job go. */
public interface EventSink {
    void event(EventView event);

    /**
     * The server is away; what follows continues without a gap.
     *
     * @param tries counted from 1 since something last came
     */
    default void interrupted(int tries) {}
}
