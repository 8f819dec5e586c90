package io.fairlead.core.upkeep;

import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.NodeRef;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that administrators said and that holds, whether or not such a node is configured now.
 *
 * @param asides nodes of which something is set aside
 */
public record Upkeep(SortedMap<NodeRef, Aside> asides) {
    public static final Upkeep NONE = new Upkeep(new TreeMap<>());

    public Upkeep {
        asides = Collections.unmodifiableSortedMap(new TreeMap<>(asides));
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
        };
    }

    private Upkeep with(NodeRef node, Aside aside) {
        TreeMap<NodeRef, Aside> next = new TreeMap<>(asides);
        if (aside.isNothing()) {
            next.remove(node);
        } else {
            next.put(node, aside);
        }
        return new Upkeep(next);
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
