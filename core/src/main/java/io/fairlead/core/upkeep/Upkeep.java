package io.fairlead.core.upkeep;

import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.NodeRef;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that administrators said and that holds, whether or not such a node is configured now.
 *
 * @param asides nodes of which something is set aside
 * @param reservations by name; of those that are over some are still there
 */
public record Upkeep(SortedMap<NodeRef, Aside> asides, SortedMap<String, Reservation> reservations) {
    public static final Upkeep NONE = new Upkeep(new TreeMap<>(), new TreeMap<>());

    public Upkeep {
        asides = Collections.unmodifiableSortedMap(new TreeMap<>(asides));
        reservations = Collections.unmodifiableSortedMap(new TreeMap<>(reservations));
    }

    public Aside of(NodeRef node) {
        return asides.getOrDefault(node, Aside.NOTHING);
    }

    /** As it is after a change. */
    public Upkeep after(UpkeepRecord recorded) {
        return switch (recorded.change()) {
            case UpkeepChange.NodeDrained it ->
                with(it.node(), drained(of(it.node()), it, new Drain(recorded.at(), it.by(), it.reason())));
            case UpkeepChange.NodeResumed it -> with(it.node(), resumed(of(it.node()), it));
            case UpkeepChange.Reserved(Reservation reservation) -> with(reservation, recorded.at());
            case UpkeepChange.Unreserved it -> without(it.name());
        };
    }

    private Upkeep with(Reservation reservation, Instant now) {
        TreeMap<String, Reservation> next = new TreeMap<>(reservations);
        next.values().removeIf(it -> it.isOver(now));
        next.put(reservation.name(), reservation);
        return new Upkeep(asides, next);
    }

    private Upkeep without(String name) {
        TreeMap<String, Reservation> next = new TreeMap<>(reservations);
        next.remove(name);
        return new Upkeep(asides, next);
    }

    private Upkeep with(NodeRef node, Aside aside) {
        TreeMap<NodeRef, Aside> next = new TreeMap<>(asides);
        if (aside.isNothing()) {
            next.remove(node);
        } else {
            next.put(node, aside);
        }
        return new Upkeep(next, reservations);
    }

    private static Aside drained(Aside before, UpkeepChange.NodeDrained change, Drain drain) {
        if (change.devices().isEmpty()) {
            return new Aside(Optional.of(drain), before.devices());
        }
        TreeMap<DeviceId, Drain> devices = new TreeMap<>(before.devices());
        change.devices().forEach(device -> devices.put(device, drain));
        return new Aside(before.whole(), devices);
    }

    private static Aside resumed(Aside before, UpkeepChange.NodeResumed change) {
        if (change.devices().isEmpty()) {
            return Aside.NOTHING;
        }
        TreeMap<DeviceId, Drain> devices = new TreeMap<>(before.devices());
        change.devices().forEach(devices::remove);
        return new Aside(before.whole(), devices);
    }
}
