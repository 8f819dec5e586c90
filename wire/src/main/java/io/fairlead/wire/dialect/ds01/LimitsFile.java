package io.fairlead.wire.dialect.ds01;

import io.fairlead.core.limits.LimitSource;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.limits.ShortLogin;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Findings;
import io.fairlead.core.problem.Problem;
import io.fairlead.wire.document.Document;
import io.fairlead.wire.document.Format;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Node.NullNode;
import io.fairlead.wire.document.Node.TextNode;
import io.fairlead.wire.document.Report;
import io.fairlead.wire.document.Values;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * DS01's {@code resource-limits.yaml} with what lies beside it, as a table of limits. Layers lie upon one another: the
 * defaults, the group, the exception of a user. DS01 lets an exception replace the group; where that makes a difference a
 * notice says which.
 */
public final class LimitsFile {
    private static final int MEMBERS_MOST = 100_000;
    private static final List<String> READ = List.of("defaults", "groups", "default_group", "enforcement");
    static final String POLICIES = "what counts as idle is the same for everybody, see E-IDLE";
    private static final Map<String, String> WITHOUT = Map.of(
            "policies", POLICIES,
            "container_types", "every container here is a job's",
            "monitoring", "every container here is a job's",
            "bare_metal_access", "Fairlead does not guard devices outside containers",
            "access_control", "administrators are named in access.admins of the configuration",
            "gpu_allocation", "only a definition with migProfile gets a slice here",
            "user_overrides", "exceptions are read from user-overrides.yaml beside the file");

    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> notices = new ArrayList<>();
    private final SequencedMap<String, Layer> groups = new LinkedHashMap<>();
    private final TreeMap<String, Layer> users = new TreeMap<>();
    private final SequencedMap<String, List<String>> named = new LinkedHashMap<>();
    private Layer defaults = Layer.NONE;
    private Optional<String> otherwise = Optional.empty();
    private boolean aggregates = true;

    private LimitsFile() {}

    /**
     * A file that was read from disk.
     *
     * @param name for messages
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Text(String name, byte[] bytes) {
        boolean isBare() {
            return new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .allMatch(line -> line.isBlank() || line.strip().startsWith("#"));
        }
    }

    /**
     * What lies beside it.
     *
     * @param members by group, {@code groups/GROUP.members}
     * @param groupOverrides {@code group-overrides.txt}
     * @param userOverrides {@code user-overrides.yaml}
     * @param exemptions {@code lifecycle-exemptions.yaml}
     */
    public record Beside(
            Map<String, Text> members,
            Optional<Text> groupOverrides,
            Optional<Text> userOverrides,
            Optional<Text> exemptions) {}

    /** @param table counts only where the findings do not refuse */
    public record Result(LimitTable table, Findings findings) {}

    /** Reads all of it; every mistake is in the findings, with the file and the line it is in. */
    public static Result read(Text main, Beside beside) {
        LimitsFile file = new LimitsFile();
        file.document(main, file::main);
        MemberLists members = new MemberLists(List.copyOf(file.groups.keySet()), file.problems, file.notices);
        beside.groupOverrides().ifPresent(members::exceptions);
        for (String group : file.groups.keySet()) {
            Text list = beside.members().get(group);
            if (list != null) {
                members.members(group, list);
            }
        }
        beside.members().forEach((group, list) -> {
            if (!file.groups.containsKey(group)) {
                members.unused(list);
            }
        });
        file.named.forEach((group, names) -> names.forEach(name -> members.join(name, group)));
        beside.userOverrides().filter(text -> !text.isBare()).ifPresent(text -> file.document(text, file::users));
        LimitTable.Membership membership = new LimitTable.Membership(members.groupOf(), file.otherwise, true);
        LimitTable table = file.table(membership);
        file.compare(table);
        beside.exemptions().filter(text -> !text.isBare()).ifPresent(text -> file.exemptions(text, table));
        return new Result(table, new Findings(file.problems, file.notices));
    }

    @FunctionalInterface
    private interface Part {
        void read(MapNode map, Report report);
    }

    private void document(Text text, Part part) {
        Report report = new Report();
        Document.parse(text.bytes(), Format.YAML, report)
                .root()
                .flatMap(root -> new Values(report).map(root, "keys and values, such as defaults:"))
                .ifPresent(map -> part.read(map, report));
        found(text, report);
    }

    private void found(Text text, Report report) {
        report.findings().problems().forEach(problem -> problems.add(in(text, 0, problem)));
        report.findings().notices().forEach(notice -> notices.add(in(text, 0, notice)));
    }

    /** The problem with the file and the line in its words, since it is shown at the key that names the file. */
    static Problem in(Text file, int line, Problem problem) {
        String at = line > 0 ? ":" + line : problem.position().isKnown() ? ":" + problem.position() : "";
        String path = problem.path().toString();
        return new Problem(
                problem.code(),
                problem.path(),
                problem.position(),
                problem.given(),
                file.name() + at + ": " + (path.isEmpty() ? "" : path + ": ") + problem.message(),
                problem.fix(),
                problem.arguments());
    }

    private void main(MapNode map, Report report) {
        Values values = new Values(report);
        Optional<MapNode> enforcement = object(map.find("enforcement"), values);
        aggregates = enforcement
                .map(it -> it.find("aggregate_limits"))
                .flatMap(values::bool)
                .orElse(true);
        LayerReader reader = new LayerReader(report, aggregates);
        enforcement.ifPresent(it -> enforcement(it, reader, values));
        List<String> known = new ArrayList<>(READ);
        known.addAll(WITHOUT.keySet());
        map.members().forEach((key, node) -> {
            if (WITHOUT.containsKey(key)) {
                reader.noEffect(node, key, WITHOUT.getOrDefault(key, ""));
            } else if (!READ.contains(key)) {
                values.unknownKey(node, key, known, Optional.empty());
            }
        });
        object(map.find("defaults"), values).ifPresent(it -> defaults = reader.read(it, LimitSource.DEFAULTS));
        object(map.find("groups"), values)
                .ifPresent(it -> it.members().forEach((name, node) -> {
                    groups.put(name, Layer.NONE);
                    object(node, values).ifPresent(group -> group(name, group, reader, values));
                }));
        reader.tell();
        Node usual = map.find("default_group");
        if (usual instanceof TextNode name) {
            otherwise = Optional.of(name.text());
            if (!groups.containsKey(name.text())) {
                report.problem(
                        name, Ds01Problems.GROUP, "group", name.text(), "groups", String.join(", ", groups.keySet()));
            }
        } else if (usual != null && !(usual instanceof NullNode)) {
            values.wrongType(usual, "the name of a group", "one of " + String.join(", ", groups.keySet()));
        }
    }

    private static void enforcement(MapNode map, LayerReader reader, Values values) {
        map.members().forEach((key, node) -> {
            if (key.equals("cgroup_driver")) {
                reader.noEffect(node, "enforcement." + key, "Docker's own settings choose it");
            } else if (!key.equals("aggregate_limits")) {
                values.unknownKey(node, key, List.of("aggregate_limits", "cgroup_driver"), Optional.empty());
            }
        });
    }

    private void group(String name, MapNode group, LayerReader reader, Values values) {
        groups.put(name, reader.read(group, new LimitSource(LimitSource.Layer.GROUP, name)));
        Node members = group.find("members");
        if (members != null && !(members instanceof NullNode)) {
            named.put(
                    name,
                    values.list(members, MEMBERS_MOST, "[alice, bob]").stream()
                            .map(Node::shown)
                            .toList());
        }
    }

    private static Optional<MapNode> object(@Nullable Node node, Values values) {
        return node == null || node instanceof NullNode
                ? Optional.empty()
                : values.map(node, "keys and values, such as max_cpus: 32");
    }

    private void users(MapNode map, Report report) {
        LayerReader reader = new LayerReader(report, aggregates);
        Values values = new Values(report);
        map.members()
                .forEach((name, node) -> object(node, values)
                        .ifPresent(user ->
                                users.put(name, reader.read(user, new LimitSource(LimitSource.Layer.USER, name)))));
        reader.tell();
    }

    private void exemptions(Text text, LimitTable table) {
        Report report = new Report();
        for (Exemptions.One one : Exemptions.read(text, report).all()) {
            Limits limits = table.of(one.user(), "");
            report.notice(
                    one.at(),
                    Ds01Problems.EXEMPTION,
                    "user",
                    one.user(),
                    "from",
                    one.from(),
                    "until",
                    one.until(),
                    "runTime",
                    Difference.words(limits.job().runTime()),
                    "idle",
                    Difference.words(limits.job().idle()));
        }
        found(text, report);
    }

    private LimitTable table(LimitTable.Membership membership) {
        Map<String, Limits> byGroup = new TreeMap<>();
        groups.forEach((name, layer) -> byGroup.put(name, layer.upon(defaults)));
        LimitTable beneath = new LimitTable(defaults.upon(Layer.NONE), byGroup, Map.of(), Map.of(), membership);
        Map<String, Limits> byUser = new TreeMap<>();
        users.forEach((name, layer) -> {
            Layer group = groupOf(name, membership).map(groups::get).orElse(Layer.NONE);
            byUser.put(name, layer.upon(group.gpusOver(defaults)));
        });
        return new LimitTable(beneath.defaults(), byGroup, Map.of(), byUser, membership);
    }

    /** What DS01 would have given those with an exception, against what holds here. */
    private void compare(LimitTable table) {
        users.forEach((name, layer) -> groupOf(name, table.membership()).ifPresent(group -> {
            Layer beneath = groups.getOrDefault(group, Layer.NONE);
            Limits theirs = layer.insteadOf(beneath, defaults);
            Limits ours = layer.upon(beneath.gpusOver(defaults))
                    .over(beneath.upon(defaults))
                    .over(defaults.upon(Layer.NONE));
            String changes = Difference.words(theirs, ours);
            if (!changes.isEmpty()) {
                notices.add(Ds01Problems.LAYERED.problem(
                        FieldPath.ROOT, name, "user", name, "group", group, "changes", changes));
            }
        }));
    }

    /** Of an exception: members may be listed by their whole login where it stands under the short form. */
    private Optional<String> groupOf(String name, LimitTable.Membership membership) {
        Map<String, String> groupOf = membership.groupOf();
        return Optional.ofNullable(groupOf.get(name))
                .or(() -> ShortLogin.of(name).stream()
                        .flatMap(it -> Optional.ofNullable(groupOf.get(it)).stream())
                        .findFirst())
                .or(() -> groupOf.entrySet().stream()
                        .filter(it -> ShortLogin.of(it.getKey()).contains(name))
                        .map(Map.Entry::getValue)
                        .findFirst())
                .or(membership::otherwise);
    }
}
