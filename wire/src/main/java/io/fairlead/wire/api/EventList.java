package io.fairlead.wire.api;

import java.util.List;
import java.util.Optional;

/**
 * Changes of one job, oldest first.
 *
 * @param next the sequence to ask {@code after} for what follows; absent where this is all for now
 */
public record EventList(List<EventView> events, Optional<Long> next) {
    public EventList {
        events = List.copyOf(events);
    }
}
