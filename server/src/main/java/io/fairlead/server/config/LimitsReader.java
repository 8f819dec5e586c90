package io.fairlead.server.config;

import io.fairlead.core.limits.Bound;
import io.fairlead.core.limits.JobLimits;
import io.fairlead.core.limits.LimitSource;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.limits.UserLimits;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import io.fairlead.wire.dialect.ds01.LimitsFile;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.TextNode;
import io.fairlead.wire.document.NumberRule;
import io.fairlead.wire.document.Report;
import io.fairlead.wire.jobfile.keys.Durations;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads limits: in our own words, or from DS01's file and what lies beside it. */
final class LimitsReader {
    private static final NumberRule AMOUNT = NumberRule.from("0", "1000000", "8");
    private static final NumberRule GIB = NumberRule.from("0", "10000000", "64");
    private static final NumberRule COUNT = NumberRule.whole(0, 1_000_000);
    private static final NumberRule SUBMITTED = NumberRule.whole(1, 1_000_000);
    private static final String UNLIMITED = "unlimited";
    private static final String MEMBERS = ".members";

    private final Fields top;
    private final Report report;
    private final Limits shipped;

    /** @param shipped what lies beneath everything */
    LimitsReader(Fields top, Limits shipped) {
        this.top = top;
        this.report = top.report();
        this.shipped = shipped;
    }

    LimitTable read() {
        if (top.find("limits").filter(TextNode.class::isInstance).isPresent()) {
            return top.path("limits", "/etc/fairlead/resource-limits.yaml")
                    .map(path -> ds01(Path.of(path), top.find("limits").orElseThrow()))
                    .orElse(LimitTable.of(shipped));
        }
        return top.object("limits", Section.LIMITS).map(this::table).orElse(LimitTable.of(shipped));
    }

    private LimitTable table(Fields limits) {
        Limits defaults = limits.object("defaults", Section.LIMITS_LAYER)
                .map(it -> layer(it, LimitSource.DEFAULTS))
                .orElse(Limits.NONE)
                .over(shipped);
        Map<String, Limits> groups = new TreeMap<>();
        Map<String, String> groupOf = new TreeMap<>();
        limits.members("groups")
                .forEach((name, node) -> limits.member(node, Section.LIMITS_GROUP)
                        .ifPresent(group -> {
                            groups.put(name, layer(group, new LimitSource(LimitSource.Layer.GROUP, name)));
                            group.texts("members", "alice").forEach(member -> join(groupOf, member, name));
                        }));
        return new LimitTable(
                defaults,
                groups,
                layers(limits, "projects", LimitSource.Layer.PROJECT),
                layers(limits, "users", LimitSource.Layer.USER),
                new LimitTable.Membership(groupOf, defaultGroup(limits, groups), false));
    }

    private void join(Map<String, String> groupOf, Node member, String group) {
        String before = groupOf.putIfAbsent(member.shown(), group);
        if (before != null) {
            report.problem(
                    member,
                    ConfigurationProblems.TWICE,
                    "what",
                    "the member",
                    "value",
                    member.shown() + " of " + before);
        }
    }

    private Optional<String> defaultGroup(Fields limits, Map<String, Limits> groups) {
        Optional<String> name = limits.text("defaultGroup", "student");
        if (name.isPresent() && !groups.containsKey(name.get())) {
            report.problem(
                    limits.find("defaultGroup").orElseThrow(),
                    ConfigurationProblems.GROUP,
                    "group",
                    name.get(),
                    "groups",
                    String.join(", ", groups.keySet()));
        }
        return name;
    }

    private Map<String, Limits> layers(Fields limits, String key, LimitSource.Layer layer) {
        Map<String, Limits> layers = new TreeMap<>();
        limits.members(key)
                .forEach((name, node) -> limits.member(node, Section.LIMITS_LAYER)
                        .ifPresent(it -> layers.put(name, layer(it, new LimitSource(layer, name)))));
        return layers;
    }

    private Limits layer(Fields layer, LimitSource source) {
        return new Limits(
                layer.object("job", Section.LIMITS_JOB)
                        .map(it -> job(it, source))
                        .orElse(JobLimits.NONE),
                layer.object("user", Section.LIMITS_USER)
                        .map(it -> user(it, source))
                        .orElse(UserLimits.NONE));
    }

    private JobLimits job(Fields job, LimitSource source) {
        return new JobLimits(
                number(job, "gpus", AMOUNT, Gpus::of, source),
                number(job, "cpus", AMOUNT, Cores::of, source),
                number(job, "memoryGb", GIB, Bytes::ofGib, source),
                number(job, "shmGb", GIB, Bytes::ofGib, source),
                number(job, "tmpfsGb", GIB, Bytes::ofGib, source),
                time(job, "runTime", source),
                time(job, "idleTime", source));
    }

    private Bound<Duration> time(Fields job, String key, LimitSource source) {
        return bound(job, key, source, node -> {
            Optional<Duration> time = Durations.parse(node.shown()).filter(it -> !it.isZero());
            if (time.isEmpty()) {
                report.problem(node, ConfigurationProblems.DURATION, "value", node.shown());
            }
            return time;
        });
    }

    private UserLimits user(Fields user, LimitSource source) {
        return new UserLimits(
                number(user, "gpus", AMOUNT, Gpus::of, source),
                number(user, "cpus", AMOUNT, Cores::of, source),
                number(user, "memoryGb", GIB, Bytes::ofGib, source),
                number(user, "tmpfsGb", GIB, Bytes::ofGib, source),
                number(user, "containers", COUNT, BigDecimal::intValueExact, source),
                number(user, "submitted", SUBMITTED, BigDecimal::intValueExact, source));
    }

    private static <T extends Comparable<T>> Bound<T> number(
            Fields fields, String key, NumberRule rule, Function<BigDecimal, T> made, LimitSource source) {
        return bound(fields, key, source, _ -> fields.number(key, rule).map(made));
    }

    private static <T extends Comparable<T>> Bound<T> bound(
            Fields fields, String key, LimitSource source, Function<Node, Optional<T>> read) {
        Optional<Node> node = fields.find(key);
        if (node.isEmpty()) {
            return Bound.unsaid();
        }
        if (node.get() instanceof TextNode text && text.text().strip().equals(UNLIMITED)) {
            return Bound.unlimited(source);
        }
        return read.apply(node.get()).map(it -> Bound.of(it, source)).orElse(Bound.unsaid());
    }

    private LimitTable ds01(Path path, Node at) {
        try {
            LimitsFile.Result result = LimitsFile.read(
                    new LimitsFile.Text(path.toString(), Files.readAllBytes(path)),
                    new LimitsFile.Beside(
                            members(path.resolveSibling("groups")),
                            text(path.resolveSibling("group-overrides.txt")),
                            text(path.resolveSibling("user-overrides.yaml")),
                            text(path.resolveSibling("lifecycle-exemptions.yaml"))));
            result.findings().problems().forEach(problem -> report.problem(here(problem, at)));
            report.notices(result.findings().notices().stream()
                    .map(notice -> here(notice, at))
                    .toList());
            return result.table().upon(shipped);
        } catch (IOException e) {
            String why = e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
            report.problem(at, ConfigurationProblems.UNREADABLE, "file", path, "why", why);
            return LimitTable.of(shipped);
        }
    }

    private static Problem here(Problem problem, Node at) {
        return problem.at(at.path()).at(at.position());
    }

    private static Map<String, LimitsFile.Text> members(Path folder) throws IOException {
        Map<String, LimitsFile.Text> members = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + MEMBERS)) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    members.put(
                            name.substring(0, name.length() - MEMBERS.length()),
                            new LimitsFile.Text(file.toString(), Files.readAllBytes(file)));
                }
            }
        }
        return members;
    }

    private static Optional<LimitsFile.Text> text(Path file) throws IOException {
        return Files.exists(file)
                ? Optional.of(new LimitsFile.Text(file.toString(), Files.readAllBytes(file)))
                : Optional.empty();
    }
}
