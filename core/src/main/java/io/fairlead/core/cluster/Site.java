package io.fairlead.core.cluster;

import java.util.Optional;

/**
 * A place; its clusters share its storage.
 *
 * @param clusters the ids that are its own; empty: only those that are configured
 */
public record Site(String name, Optional<ClusterRange> clusters) {
    @Override
    public String toString() {
        return clusters.map(range -> name + " (clusters " + range + ")").orElse(name);
    }
}
