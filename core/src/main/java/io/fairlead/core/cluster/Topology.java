package io.fairlead.core.cluster;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The sites and clusters that there are.
 *
 * <p>Where nobody configured any, there is one of each, and a definition that names another runs there all the same: a
 * file made elsewhere works on the first day. Once clusters are configured, a wrong number is a mistake.
 *
 * @param configured whether somebody said which clusters there are
 * @param sites in the order of the configuration, at least one
 * @param clusters ordered by id, at least one
 * @param aliases other numbers for clusters, as old files name them
 */
public record Topology(
        boolean configured, List<Site> sites, List<Cluster> clusters, SortedMap<Integer, ClusterId> aliases) {
    /** One site, one cluster. */
    public static final Topology LOCAL = new Topology(
            false,
            List.of(new Site("local", Optional.empty())),
            List.of(new Cluster(ClusterId.LOCAL, "local", "local")),
            new TreeMap<>());

    /** @throws IllegalArgumentException where sites, ids or names are given twice or lead nowhere */
    public Topology {
        sites = List.copyOf(sites);
        clusters = clusters.stream().sorted(Comparator.comparing(Cluster::id)).toList();
        aliases = Collections.unmodifiableSortedMap(new TreeMap<>(aliases));
        Set<String> places = distinct(sites.stream().map(Site::name).toList());
        Set<ClusterId> ids = distinct(clusters.stream().map(Cluster::id).toList());
        distinct(clusters.stream().map(Cluster::name).toList());
        if (clusters.isEmpty()
                || !clusters.stream().allMatch(cluster -> places.contains(cluster.site()))
                || !ids.containsAll(aliases.values())) {
            throw new IllegalArgumentException("a cluster without a site, or an alias without a cluster");
        }
    }

    private static <T> Set<T> distinct(Collection<T> all) {
        Set<T> distinct = new HashSet<>(all);
        if (distinct.size() != all.size()) {
            throw new IllegalArgumentException("given twice: " + all);
        }
        return distinct;
    }

    public Optional<Cluster> numbered(int number) {
        return clusters.stream().filter(it -> it.id().number() == number).findFirst();
    }

    public Optional<Cluster> named(String name) {
        return clusters.stream().filter(it -> it.name().equals(name)).findFirst();
    }

    /** By id; one that is not there is a bug of whoever asks. */
    public Cluster cluster(ClusterId id) {
        return numbered(id.number()).orElseThrow(() -> new IllegalStateException("no cluster " + id));
    }

    /** Names, in the order of the configuration. */
    public List<String> siteNames() {
        return sites.stream().map(Site::name).toList();
    }

    /** A site with the ids that are its own: {@code ghent (clusters 0–99)}. */
    public String describe(String site) {
        Optional<ClusterRange> range =
                sites.stream().filter(it -> it.name().equals(site)).findFirst().flatMap(Site::clusters);
        if (range.isPresent()) {
            return site + " (clusters " + range.get() + ")";
        }
        List<String> ids = clusters.stream()
                .filter(it -> it.site().equals(site))
                .map(it -> it.id().toString())
                .toList();
        return ids.isEmpty()
                ? site
                : site + (ids.size() == 1 ? " (cluster " : " (clusters ") + String.join(", ", ids) + ")";
    }
}
