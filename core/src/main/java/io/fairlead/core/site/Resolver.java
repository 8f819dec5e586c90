package io.fairlead.core.site;

import io.fairlead.core.cluster.Cluster;
import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.Topology;
import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.problem.Findings;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.volume.ResolvedMount;
import io.fairlead.core.volume.SiteMounts;
import io.fairlead.core.volume.VolumeTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/**
 * Says what the clusters and the storage that a definition names are here. Pure: it looks at the configuration and at no
 * folder, so the same answer is given by {@code check} without a server and by a submit.
 *
 * <p>A job runs at one site, and sees the storage of that site: what it may run on follows from what it mounts.
 */
public final class Resolver {
    /** Any of these opens an object store, by itself or with what is in a file. */
    private static final List<String> KEYS =
            List.of("AWS_ACCESS_KEY_ID", "AWS_SHARED_CREDENTIALS_FILE", "RCLONE_CONFIG", "S3CMD_CONFIG");

    private final Topology topology;
    private final VolumeTable volumes;

    public Resolver(Topology topology, VolumeTable volumes) {
        this.topology = topology;
        this.volumes = volumes;
    }

    /** Everything that is wrong comes at once. */
    public Resolved resolve(JobDefinition definition, Requester requester) {
        ClusterNames.Meant clusters =
                ClusterNames.resolve(definition.resources().clusters(), topology);
        Storage storage = new Storage(topology, volumes, new Lookup(requester, definition.name()));
        storage.add(definition.docker().storage());
        Findings findings = clusters.findings().plus(storage.findings()).plus(keys(definition.docker()));
        List<String> sites = new ArrayList<>(topology.siteNames());
        storage.entries().forEach(entry -> sites.retainAll(entry.bySite().sequencedKeySet()));
        if (sites.isEmpty()) {
            findings = findings.plus(Findings.of(apart(storage.entries())));
        } else {
            sites.retainAll(sitesOf(clusters.ids()));
            if (sites.isEmpty() && !clusters.findings().refuses()) {
                findings = findings.plus(new Findings(elsewhere(storage.entries(), clusters.ids()), List.of()));
            }
        }
        List<SiteMounts> mounts = new ArrayList<>();
        if (!findings.refuses()) {
            sites.forEach(site -> mounts.add(at(site, storage.entries())));
        }
        return new Resolved(clusters.ids(), mounts, findings);
    }

    /** Notices a job that is told of buckets and given nothing to open them with. */
    private static Findings keys(DockerRequest docker) {
        boolean open = docker.buckets().isEmpty()
                || docker.environment().keySet().stream().anyMatch(KEYS::contains)
                || docker.secrets().keySet().stream().anyMatch(KEYS::contains);
        return open
                ? Findings.NONE
                : new Findings(List.of(), List.of(SiteProblems.BUCKET_NO_KEYS.problem(SiteProblems.STORAGE, "")));
    }

    /** Where a definition may run: on the clusters that it names, or any, at the sites that have its volumes. */
    public List<ClusterId> reachable(Resolved resolved) {
        List<ClusterId> reachable = new ArrayList<>();
        for (Cluster cluster : topology.clusters()) {
            if ((resolved.clusters().isEmpty() || resolved.clusters().contains(cluster.id()))
                    && resolved.mounts().stream().anyMatch(at -> at.site().equals(cluster.site()))) {
                reachable.add(cluster.id());
            }
        }
        return reachable;
    }

    private static SiteMounts at(String site, List<Storage.Entry> entries) {
        List<ResolvedMount> mounts = new ArrayList<>();
        for (Storage.Entry entry : entries) {
            mounts.add(Optional.ofNullable(entry.bySite().get(site)).orElseThrow());
        }
        return new SiteMounts(site, mounts);
    }

    /** Where these clusters are; of no cluster named, where there is any. */
    private SequencedSet<String> sitesOf(List<ClusterId> ids) {
        SequencedSet<String> sites = new LinkedHashSet<>();
        for (Cluster cluster : topology.clusters()) {
            if (ids.isEmpty() || ids.contains(cluster.id())) {
                sites.add(cluster.site());
            }
        }
        return sites;
    }

    /** Names every entry that is not everywhere, with where it is. */
    private Problem apart(List<Storage.Entry> entries) {
        String places = entries.stream()
                .filter(entry -> entry.bySite().size() < topology.sites().size())
                .map(entry -> entry.shown() + " is at " + places(entry))
                .distinct()
                .collect(Collectors.joining(", "));
        return SiteProblems.APART.problem(SiteProblems.STORAGE, "", "places", places);
    }

    private String places(Storage.Entry entry) {
        return entry.bySite().sequencedKeySet().stream().map(topology::describe).collect(Collectors.joining(" and "));
    }

    /** For each entry that is at no site of the clusters asked for, where it is and what would do. */
    private List<Problem> elsewhere(List<Storage.Entry> entries, List<ClusterId> ids) {
        SequencedSet<String> there = sitesOf(ids);
        List<Problem> problems = new ArrayList<>();
        for (Storage.Entry entry : entries) {
            if (entry.bySite().sequencedKeySet().stream().noneMatch(there::contains)) {
                problems.add(ids.isEmpty() ? noClusters(entry) : elsewhere(entry, ids, there));
            }
        }
        if (problems.isEmpty()) {
            problems.add(apart(entries));
        }
        return problems;
    }

    private Problem elsewhere(Storage.Entry entry, List<ClusterId> ids, SequencedSet<String> there) {
        String shares = there.stream()
                .flatMap(site -> volumes.shareOf(site).stream())
                .flatMap(volume -> volume.path().stream())
                .collect(Collectors.joining(" or "));
        String instead = shares.isEmpty() ? "" : "mount " + shares + " instead, or ";
        return SiteProblems.ELSEWHERE.problem(
                entry.where(),
                entry.shown(),
                "volume",
                entry.shown(),
                "where",
                places(entry),
                "cluster",
                ids.stream().map(ClusterId::toString).collect(Collectors.joining(", ")),
                "site",
                String.join(", ", there),
                "fix",
                instead + "ask for a cluster of " + places(entry));
    }

    private Problem noClusters(Storage.Entry entry) {
        return SiteProblems.NO_CLUSTERS.problem(entry.where(), entry.shown(), "sites", places(entry));
    }
}
