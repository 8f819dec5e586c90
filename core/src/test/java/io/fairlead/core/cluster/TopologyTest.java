package io.fairlead.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class TopologyTest {
    private static final Site GHENT = new Site("ghent", Optional.empty());
    private static final Cluster ZERO = new Cluster(new ClusterId(0), "a", "ghent");
    private static final Cluster FOUR = new Cluster(new ClusterId(4), "b", "ghent");

    @Test
    void a_site_is_described_by_its_range_or_by_its_clusters() {
        var ranged = new Site("ghent", Optional.of(new ClusterRange(0, 99)));

        assertThat(new Topology(true, List.of(ranged), List.of(ZERO), new TreeMap<>()).describe("ghent"))
                .isEqualTo("ghent (clusters 0–99)");
        assertThat(new Topology(true, List.of(GHENT), List.of(FOUR, ZERO), new TreeMap<>()).describe("ghent"))
                .isEqualTo("ghent (clusters 0, 4)");
        assertThat(Topology.LOCAL.describe("local")).isEqualTo("local (cluster 0)");
    }

    @Test
    void clusters_that_contradict_each_other_are_a_bug() {
        assertThatThrownBy(() -> new Topology(true, List.of(GHENT), List.of(ZERO, ZERO), new TreeMap<>()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Topology(true, List.of(), List.of(ZERO), new TreeMap<>()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new Topology(true, List.of(GHENT), List.of(ZERO), new TreeMap<>(Map.of(9, new ClusterId(8)))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ranges_meet_where_they_share_an_id() {
        assertThat(new ClusterRange(0, 99).meets(new ClusterRange(99, 100))).isTrue();
        assertThat(new ClusterRange(0, 99).meets(new ClusterRange(100, 199))).isFalse();
        assertThat(new ClusterRange(7, 7)).hasToString("7");
    }
}
