package io.fairlead.server.config;

import io.fairlead.core.volume.Backing;
import io.fairlead.core.volume.FolderPattern;
import io.fairlead.core.volume.Promise;
import io.fairlead.core.volume.Scope;
import io.fairlead.core.volume.Volume;
import io.fairlead.core.volume.VolumeTable;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/** Reads the administrator's volumes, over the shipped ones. */
final class VolumesReader {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
    private static final Pattern MODE = Pattern.compile("[0-7]{3,4}");
    private static final Pattern URL = Pattern.compile("https?://[^\\s/@]+(/\\S*)?");
    private static final int OWNER_ALL = 0700;

    /** What containers must not be handed, with everything beneath. */
    private static final List<String> SYSTEM =
            List.of("/boot", "/dev", "/etc", "/proc", "/run", "/sys", "/var/run", "/var/lib/docker");

    private final Fields top;
    private final Report report;
    private final List<String> sites;
    private final List<String> closed = new ArrayList<>(SYSTEM);

    /** @param places of the server, which no volume may reach */
    VolumesReader(Fields top, List<String> sites, Places places) {
        this.top = top;
        this.report = top.report();
        this.sites = sites;
        for (Path own : List.of(places.state(), places.run())) {
            closed.add(own.toString());
        }
    }

    VolumeTable read(VolumeTable shipped) {
        List<Volume> volumes = new ArrayList<>();
        Map<String, Node> places = new HashMap<>();
        for (Map.Entry<String, Node> member : top.members("volumes").entrySet()) {
            String name = member.getKey();
            Node at = member.getValue();
            if (!NAME.matcher(name).matches() || name.equals(VolumeTable.TMPFS)) {
                String rule = name.equals(VolumeTable.TMPFS)
                        ? "memory needs no configuration"
                        : "lower-case letters, digits, - and _, at most 63";
                report.problem(at, name, ConfigurationProblems.NAME, "name", name, "what", "a volume", "rule", rule);
                continue;
            }
            top.member(at, Section.VOLUME)
                    .flatMap(fields -> volume(name, fields, shipped.named(name)))
                    .ifPresent(volumes::add);
            places.put(name, at);
        }
        VolumeTable table = shipped.with(volumes);
        samePaths(table, places);
        return table;
    }

    private void samePaths(VolumeTable table, Map<String, Node> places) {
        SequencedMap<String, String> byPath = new LinkedHashMap<>();
        for (Volume volume : table.volumes()) {
            String path = volume.path().orElse("");
            String other = path.isEmpty() ? null : byPath.putIfAbsent(path, volume.name());
            Node at = other == null ? null : places.getOrDefault(volume.name(), places.get(other));
            if (at != null) {
                report.problem(at, path, ConfigurationProblems.TWICE, "what", "the path", "value", path);
            }
        }
    }

    private Optional<Volume> volume(String name, Fields fields, Optional<Volume> shipped) {
        Optional<Backing> backing = backing(name, fields, shipped.map(Volume::backing));
        Optional<String> path = fields.path("path", "/" + name).or(() -> shipped.flatMap(Volume::path));
        Scope scope =
                fields.word("scope", scopes()).orElse(shipped.map(Volume::scope).orElse(Scope.SITE));
        Promise promise = promise(fields, shipped.map(Volume::promise).orElse(Promise.KEPT));
        List<String> where = fields.find("sites").isPresent()
                ? sites(fields)
                : shipped.map(Volume::sites).orElse(List.of());
        return backing.map(it -> new Volume(name, path.or(() -> literal(it)), scope, where, it, promise));
    }

    private static SequencedMap<String, Scope> scopes() {
        SequencedMap<String, Scope> scopes = new LinkedHashMap<>();
        scopes.put("global", Scope.GLOBAL);
        scopes.put("site", Scope.SITE);
        scopes.put("node", Scope.NODE);
        return scopes;
    }

    private static Promise promise(Fields fields, Promise otherwise) {
        return new Promise(
                otherwise.persistent(),
                fields.text("speed", "NVMe, 2 GB/s").orElse(otherwise.speed()),
                fields.flag("backedUp").orElse(otherwise.backedUp()));
    }

    /** A folder that is the same for everyone is asked for by its own path. */
    private static Optional<String> literal(Backing backing) {
        return backing instanceof Backing.Folders(FolderPattern root, int _)
                        && root.parts().stream().allMatch(FolderPattern.Literal.class::isInstance)
                ? Optional.of(root.toString())
                : Optional.empty();
    }

    private List<String> sites(Fields fields) {
        List<String> named = new ArrayList<>();
        for (Node node : fields.texts("sites", sites.getFirst())) {
            if (sites.contains(node.shown())) {
                named.add(node.shown());
            } else {
                report.problem(
                        node, ConfigurationProblems.SITE, "site", node.shown(), "sites", String.join(", ", sites));
            }
        }
        return named;
    }

    private Optional<Backing> backing(String name, Fields fields, Optional<Backing> shipped) {
        Optional<Node> root = fields.find("root");
        Optional<Node> store = fields.find("s3Endpoint").or(() -> fields.find("s3Bucket"));
        if (root.isPresent() && store.isPresent()) {
            report.problem(fields.map(), name, ConfigurationProblems.TWO_ROOTS, "volume", name);
            return Optional.empty();
        }
        if (store.isPresent()) {
            return objectStore(name, fields);
        }
        if (root.isEmpty() && shipped.isEmpty()) {
            report.problem(fields.map(), name, ConfigurationProblems.NO_ROOT, "volume", name);
            return Optional.empty();
        }
        Optional<Backing.Folders> folders = root.isPresent()
                ? pattern(fields, root.get()).map(Backing.Folders::at)
                : shipped.filter(Backing.Folders.class::isInstance).map(Backing.Folders.class::cast);
        return folders.map(it -> withMode(fields, it));
    }

    private Optional<Backing> objectStore(String name, Fields fields) {
        Optional<Node> at = fields.find("s3Endpoint");
        Optional<String> endpoint = fields.text("s3Endpoint", "https://s3.example.org");
        if (at.isEmpty()
                || (endpoint.isPresent() && !URL.matcher(endpoint.get()).matches())) {
            report.problem(at.orElse(fields.map()), name, ConfigurationProblems.ENDPOINT, "volume", name);
            return Optional.empty();
        }
        Optional<String> bucket = fields.text("s3Bucket", "vision-data");
        String region = fields.text("s3Region", "eu-west-1").orElse(Backing.ObjectStore.REGION_DEFAULT);
        return endpoint.map(url -> new Backing.ObjectStore(bucket, url, region));
    }

    private Optional<FolderPattern> pattern(Fields fields, Node at) {
        Optional<String> text = fields.text("root", "/raid/public");
        Optional<String> why = text.flatMap(it -> FolderPattern.rule(it).or(() -> closed(it)));
        if (why.isPresent()) {
            report.problem(
                    at,
                    ConfigurationProblems.ROOT,
                    "root",
                    text.orElseThrow(),
                    "why",
                    why.get(),
                    "example",
                    "{project}");
            return Optional.empty();
        }
        return text.map(FolderPattern::of);
    }

    /** By component, whatever doubled slashes it has. */
    private Optional<String> closed(String root) {
        String path = FolderPattern.of(root) + "/";
        return closed.stream()
                .filter(it -> path.startsWith(it + "/"))
                .findFirst()
                .map(it -> it + " is the system's or the server's own");
    }

    private Backing withMode(Fields fields, Backing.Folders folders) {
        Optional<String> text = fields.scalar("mode", "2770");
        if (text.isEmpty()) {
            return folders;
        }
        boolean octal = MODE.matcher(text.get()).matches();
        int mode = octal ? Integer.parseInt(text.get(), 8) : 0;
        if ((mode & OWNER_ALL) != OWNER_ALL) {
            report.problem(fields.find("mode").orElseThrow(), ConfigurationProblems.MODE, "mode", text.get());
            return folders;
        }
        return new Backing.Folders(folders.root(), mode);
    }
}
