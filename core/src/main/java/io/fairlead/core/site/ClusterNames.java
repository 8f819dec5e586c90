package io.fairlead.core.site;

import io.fairlead.core.cluster.Cluster;
import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.Topology;
import io.fairlead.core.job.ClusterRef;
import io.fairlead.core.problem.Findings;
import io.fairlead.core.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/** What the clusters that a definition names are here. */
final class ClusterNames {
    /** @param ids in the order written, each once; empty: any */
    record Meant(List<ClusterId> ids, Findings findings) {}

    private static final Meant ANY = new Meant(List.of(), Findings.NONE);

    private final Topology topology;
    private final SequencedSet<ClusterId> ids = new LinkedHashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> notices = new ArrayList<>();

    private ClusterNames(Topology topology) {
        this.topology = topology;
    }

    static Meant resolve(List<ClusterRef> refs, Topology topology) {
        if (refs.isEmpty()) {
            return ANY;
        }
        ClusterNames names = new ClusterNames(topology);
        refs.forEach(names::resolve);
        return new Meant(List.copyOf(names.ids), new Findings(names.problems, names.notices));
    }

    private void resolve(ClusterRef ref) {
        String given = ref.toString();
        Optional<Cluster> found = switch (ref) {
            case ClusterRef.Numbered(int number) -> topology.numbered(number);
            case ClusterRef.Named(String name) -> topology.named(name);
        };
        if (found.isPresent()) {
            ids.add(found.get().id());
        } else if (!topology.configured()) {
            notices.add(SiteProblems.CLUSTER_HERE.problem(SiteProblems.CLUSTER, given, "cluster", given));
            ids.add(topology.clusters().getFirst().id());
        } else if (ref instanceof ClusterRef.Numbered(int number)
                && topology.aliases().containsKey(number)) {
            Cluster meant = topology.cluster(topology.aliases().get(number));
            notices.add(SiteProblems.CLUSTER_ALIAS.problem(
                    SiteProblems.CLUSTER, given, "cluster", given, "meant", shown(meant)));
            ids.add(meant.id());
        } else {
            List<String> all =
                    topology.clusters().stream().map(ClusterNames::shown).toList();
            problems.add(SiteProblems.CLUSTER_UNKNOWN.problem(
                    SiteProblems.CLUSTER, given, "cluster", given, "clusters", String.join(", ", all)));
        }
    }

    private static String shown(Cluster cluster) {
        return cluster.id() + " (" + cluster.name() + ", " + cluster.site() + ")";
    }
}
