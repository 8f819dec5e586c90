package io.fairlead.server.control;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.ledger.Ledger;
import io.fairlead.core.problem.Problem;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Why nothing is placed on a cluster's nodes. Several causes may hold together; the node opens when the last one goes. */
final class Closures {
    private final Ledger ledger;
    private final TreeMap<ClusterId, SequencedMap<String, Problem>> causes = new TreeMap<>();

    Closures(Ledger ledger) {
        this.ledger = ledger;
    }

    void set(ClusterId cluster, String cause, Optional<Problem> why) {
        SequencedMap<String, Problem> now = causes.computeIfAbsent(cluster, _ -> new TreeMap<>());
        if (why.isPresent()) {
            now.put(cause, why.get());
        } else {
            now.remove(cause);
        }
        Optional<Problem> first = now.values().stream().findFirst();
        ledger.nodes().stream()
                .map(use -> use.node().ref())
                .filter(ref -> ref.cluster().equals(cluster))
                .forEach((NodeRef ref) -> ledger.close(ref, first));
    }

    boolean holds(ClusterId cluster, String cause) {
        SequencedMap<String, Problem> now = causes.get(cluster);
        return now != null && now.containsKey(cause);
    }
}
