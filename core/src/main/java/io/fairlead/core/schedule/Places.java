package io.fairlead.core.schedule;

import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.pack.Zone;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The nodes of a site by the numbers of their machines. */
final class Places {
    private final List<NodeRef> nodes;
    private final Map<NodeRef, Integer> numbers = new HashMap<>();

    /** @param nodes in the order of the machines */
    Places(List<NodeRef> nodes) {
        this.nodes = List.copyOf(nodes);
        nodes.forEach(node -> numbers.put(node, numbers.size()));
    }

    boolean knows(NodeRef node) {
        return numbers.containsKey(node);
    }

    int of(NodeRef node) {
        @Nullable Integer number = numbers.get(node);
        if (number == null) {
            throw new IllegalArgumentException("no node " + node);
        }
        return number;
    }

    /** Those of these that there are. Most jobs may run everywhere, which is quickly seen and nothing to remember. */
    Zone zone(List<NodeRef> some) {
        if (some.equals(nodes)) {
            return Zone.EVERYWHERE;
        }
        BitSet machines = new BitSet();
        some.stream().filter(numbers::containsKey).map(numbers::get).forEach(machines::set);
        return machines.cardinality() == nodes.size() ? Zone.EVERYWHERE : Zone.of(machines);
    }
}
