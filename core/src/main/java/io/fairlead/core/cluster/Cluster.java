package io.fairlead.core.cluster;

/**
 * An engine with its nodes.
 *
 * @param name never only digits
 * @param site whose storage it sees
 */
public record Cluster(ClusterId id, String name, String site) {}
