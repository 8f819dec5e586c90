package io.fairlead.server.config;

import io.fairlead.core.cluster.Cluster;
import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ClusterRange;
import io.fairlead.core.cluster.Site;
import io.fairlead.core.cluster.Topology;
import io.fairlead.server.config.Station.NodeSettings;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads sites, clusters and aliases, and holds that they fit together. */
final class ClustersReader {
    private static final int ID_MAX = 999_999;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,6})(?:\\s*[-–]\\s*(\\d{1,6}))?");
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final String NAME_RULE = "lower-case letters, digits, - and _, at most 63";

    private final Fields top;
    private final Report report;
    private final List<Station> stations = new ArrayList<>();

    /** @param stations ordered by cluster */
    record Read(Topology topology, List<Station> stations) {}

    ClustersReader(Fields top) {
        this.top = top;
        this.report = top.report();
    }

    /** What is configured, or the one local cluster; after a problem something that hangs together all the same. */
    Read read() {
        Station.Engine engine = engine(top, new Station.Engine.Docker(Settings.DOCKER_SOCKET));
        NodeSettings node = node(top, NodeSettings.DEFAULT);
        List<Fields> clusters = top.objects("clusters", Section.CLUSTER);
        SequencedMap<String, Site> sites = sites(clusters);
        if (sites.isEmpty()) {
            Cluster local = Topology.LOCAL.clusters().getFirst();
            aliases(List.of());
            return new Read(Topology.LOCAL, List.of(new Station(local, engine, node)));
        }
        for (Fields cluster : clusters) {
            cluster(cluster, sites)
                    .ifPresent(it -> stations.add(new Station(it, engine(cluster, engine), node(cluster, node))));
        }
        if (stations.isEmpty()) {
            stations.add(new Station(madeUp(sites), engine, node));
        }
        stations.sort(Comparator.comparing(station -> station.cluster().id()));
        List<Cluster> all = stations.stream().map(Station::cluster).toList();
        sharedEngines();
        return new Read(new Topology(true, List.copyOf(sites.values()), all, aliases(all)), stations);
    }

    /** Sites as configured; without that, as clusters name them. */
    private SequencedMap<String, Site> sites(List<Fields> clusters) {
        SequencedMap<String, Site> sites = new LinkedHashMap<>();
        for (Map.Entry<String, Node> member : top.members("sites").entrySet()) {
            String name = member.getKey();
            if (isSiteName(member.getValue(), name)) {
                Optional<ClusterRange> range =
                        top.member(member.getValue(), Section.SITE).flatMap(this::range);
                range.ifPresent(it -> meets(member.getValue(), name, it, sites));
                sites.put(name, new Site(name, range));
            }
        }
        if (sites.isEmpty() && top.find("sites").isEmpty()) {
            for (Fields cluster : clusters) {
                String name = cluster.text("site", "ghent").orElse("local");
                if (isSiteName(cluster.find("site").orElse(cluster.map()), name)) {
                    sites.putIfAbsent(name, new Site(name, Optional.empty()));
                }
            }
        }
        return sites;
    }

    private boolean isSiteName(Node at, String name) {
        String rule = name.equals("scratch") ? "/project_scratch is another volume" : NAME_RULE;
        boolean good = NAME.matcher(name).matches() && !name.equals("scratch");
        if (!good) {
            report.problem(at, name, ConfigurationProblems.NAME, "name", name, "what", "a site", "rule", rule);
        }
        return good;
    }

    private Optional<ClusterRange> range(Fields site) {
        Optional<String> text = site.scalar("clusters", "0-99");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher range = RANGE.matcher(text.get().strip());
        if (range.matches()) {
            int first = Integer.parseInt(range.group(1));
            int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            if (first <= last) {
                return Optional.of(new ClusterRange(first, last));
            }
        }
        report.problem(site.find("clusters").orElseThrow(), ConfigurationProblems.RANGE, "range", text.get());
        return Optional.empty();
    }

    private void meets(Node at, String name, ClusterRange range, SequencedMap<String, Site> sites) {
        for (Site other : sites.values()) {
            if (other.clusters().filter(range::meets).isPresent()) {
                report.problem(
                        at, ConfigurationProblems.RANGES_MEET, "range", range, "site", name, "other", other.name());
            }
        }
    }

    private Optional<Cluster> cluster(Fields fields, SequencedMap<String, Site> sites) {
        fields.need("id", "0");
        Optional<Integer> id = fields.whole("id", 0, ID_MAX);
        Optional<String> given = fields.text("name", "gpu-servers");
        if (id.isEmpty()) {
            return Optional.empty();
        }
        String name = given.orElse("cluster-" + id.get());
        if (DIGITS.matcher(name).matches()) {
            Node at = fields.find("name").orElseThrow();
            report.problem(
                    at,
                    ConfigurationProblems.NAME,
                    "name",
                    name,
                    "what",
                    "a cluster",
                    "rule",
                    "only digits would be a number");
        }
        boolean idFree =
                isFree(fields, "id", Integer.toString(id.get()), it -> it.id().number() == id.get());
        boolean nameFree = isFree(fields, "name", name, it -> it.name().equals(name));
        Optional<String> site = site(fields, id.get(), sites);
        return idFree && nameFree ? site.map(it -> new Cluster(new ClusterId(id.get()), name, it)) : Optional.empty();
    }

    private boolean isFree(Fields fields, String key, String value, Predicate<Cluster> same) {
        boolean taken = stations.stream().map(Station::cluster).anyMatch(same);
        if (taken) {
            Node at = fields.find(key).orElse(fields.map());
            report.problem(at, value, ConfigurationProblems.TWICE, "what", "cluster " + key, "value", value);
        }
        return !taken;
    }

    private Optional<String> site(Fields fields, int id, SequencedMap<String, Site> sites) {
        Optional<String> given = fields.text("site", sites.firstEntry().getKey());
        Optional<String> byNumber = sites.values().stream()
                .filter(site -> site.clusters()
                        .filter(range -> range.holds(new ClusterId(id)))
                        .isPresent())
                .map(Site::name)
                .findFirst();
        if (given.isEmpty()) {
            Optional<String> only =
                    sites.size() == 1 ? Optional.of(sites.firstEntry().getKey()) : Optional.empty();
            Optional<String> found = byNumber.or(() -> only);
            if (found.isEmpty() && fields.find("site").isEmpty()) {
                report.problem(fields.map(), ConfigurationProblems.SITE_NEEDED, "id", id);
            }
            return found;
        }
        Node at = fields.find("site").orElseThrow();
        if (!sites.containsKey(given.get())) {
            if (top.find("sites").isPresent()) {
                report.problem(
                        at,
                        ConfigurationProblems.SITE,
                        "site",
                        given.get(),
                        "sites",
                        String.join(", ", sites.sequencedKeySet()));
            }
            return Optional.empty();
        }
        byNumber.filter(other -> !other.equals(given.get()))
                .ifPresent(other -> report.problem(
                        at, ConfigurationProblems.SITE_CONTRADICTS, "id", id, "site", given.get(), "other", other));
        return given;
    }

    /** The one cluster of the one site, where only sites are configured. */
    private Cluster madeUp(SequencedMap<String, Site> sites) {
        Site site = sites.firstEntry().getValue();
        if (sites.size() > 1 && !report.refuses()) {
            report.problem(
                    top.find("sites").or(() -> top.find("clusters")).orElseThrow(),
                    ConfigurationProblems.CLUSTERS_NEEDED);
        }
        int id = site.clusters().map(ClusterRange::first).orElse(0);
        return new Cluster(new ClusterId(id), site.name(), site.name());
    }

    private SortedMap<Integer, ClusterId> aliases(List<Cluster> clusters) {
        SortedMap<Integer, ClusterId> aliases = new TreeMap<>();
        SequencedSet<Integer> ids =
                clusters.stream().map(it -> it.id().number()).collect(Collectors.toCollection(LinkedHashSet::new));
        for (Map.Entry<String, Node> member : top.members("clusterAliases").entrySet()) {
            Matcher alias = RANGE.matcher(member.getKey());
            Matcher meant = RANGE.matcher(member.getValue().shown());
            int number = alias.matches() && alias.group(2) == null ? Integer.parseInt(alias.group(1)) : -1;
            int id = meant.matches() && meant.group(2) == null ? Integer.parseInt(meant.group(1)) : -1;
            if (number < 0 || !ids.contains(id)) {
                String all = ids.isEmpty() ? "clusters, which must be configured" : ids.toString();
                report.problem(
                        member.getValue(),
                        ConfigurationProblems.ALIAS,
                        "alias",
                        member.getKey(),
                        "id",
                        member.getValue().shown(),
                        "ids",
                        all);
            } else if (ids.contains(number)) {
                report.problem(member.getValue(), ConfigurationProblems.ALIAS_HIDDEN, "alias", number);
            } else {
                aliases.put(number, new ClusterId(id));
            }
        }
        return aliases;
    }

    private static NodeSettings node(Fields fields, NodeSettings otherwise) {
        return fields.object("node", Section.NODE)
                .map(it -> NodeReader.read(it, otherwise))
                .orElse(otherwise);
    }

    private static Station.Engine engine(Fields fields, Station.Engine otherwise) {
        SequencedMap<String, Boolean> words = new LinkedHashMap<>();
        words.put("docker", true);
        words.put("fake", false);
        Optional<Path> socket =
                fields.path("dockerSocket", Settings.DOCKER_SOCKET.toString()).map(Path::of);
        boolean docker = fields.word("engine", words).orElse(otherwise instanceof Station.Engine.Docker);
        if (!docker) {
            return new Station.Engine.Fake();
        }
        Path inherited = otherwise instanceof Station.Engine.Docker(Path path) ? path : Settings.DOCKER_SOCKET;
        return new Station.Engine.Docker(socket.orElse(inherited));
    }

    private void sharedEngines() {
        Map<Path, List<String>> bySocket = new LinkedHashMap<>();
        for (Station station : stations) {
            if (station.engine() instanceof Station.Engine.Docker(Path socket)) {
                bySocket.computeIfAbsent(socket, _ -> new ArrayList<>())
                        .add(station.cluster().id().toString());
            }
        }
        bySocket.values().stream().filter(ids -> ids.size() > 1).forEach(ids -> {
            Node at = top.find("clusters").orElseThrow();
            report.notice(at, "", ConfigurationProblems.SHARED_ENGINE, "clusters", String.join(", ", ids));
        });
    }
}
