package io.fairlead.core.cluster;

import java.util.Comparator;

/** Names one machine of one cluster. Ordered by cluster, then by name. */
public record NodeRef(ClusterId cluster, String node) implements Comparable<NodeRef> {
    private static final Comparator<NodeRef> ORDER =
            Comparator.comparing(NodeRef::cluster).thenComparing(NodeRef::node);

    @Override
    public int compareTo(NodeRef other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return cluster + "/" + node;
    }
}
