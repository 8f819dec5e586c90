package io.fairlead.core.site;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.problem.Findings;
import io.fairlead.core.volume.SiteMounts;
import java.util.List;

/**
 * What a definition's names are here.
 *
 * @param clusters which the definition names; empty: any
 * @param mounts for each site that has all of its volumes and one of its clusters, in the order of the configuration;
 *     empty only where the findings refuse
 * @param findings every problem and notice, the clusters' first
 */
public record Resolved(List<ClusterId> clusters, List<SiteMounts> mounts, Findings findings) {
    public Resolved {
        clusters = List.copyOf(clusters);
        mounts = List.copyOf(mounts);
    }
}
