package io.fairlead.core.upkeep;

import io.fairlead.core.cluster.DeviceId;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of a node is set aside.
 *
 * @param whole all of it
 * @param devices single ones, whatever becomes of the node as a whole
 */
public record Aside(Optional<Drain> whole, SortedMap<DeviceId, Drain> devices) {
    public static final Aside NOTHING = new Aside(Optional.empty(), new TreeMap<>());

    public Aside {
        devices = Collections.unmodifiableSortedMap(new TreeMap<>(devices));
    }

    public boolean isNothing() {
        return whole.isEmpty() && devices.isEmpty();
    }
}
