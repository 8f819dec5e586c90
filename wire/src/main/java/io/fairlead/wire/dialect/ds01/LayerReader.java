package io.fairlead.wire.dialect.ds01;

import io.fairlead.core.limits.Bound;
import io.fairlead.core.limits.JobLimits;
import io.fairlead.core.limits.LimitSource;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Node.NullNode;
import io.fairlead.wire.document.NumberRule;
import io.fairlead.wire.document.Report;
import io.fairlead.wire.document.Values;
import io.fairlead.wire.jobfile.keys.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the limit keys of the defaults, of a group or of an exception. Null means unlimited. */
final class LayerReader {
    private static final NumberRule GPUS = NumberRule.from("0", "100000", "2");
    private static final NumberRule CPUS = NumberRule.from("0", "1000000", "32");
    private static final NumberRule COUNT = NumberRule.whole(0, 1_000_000);
    private static final NumberRule HOURS = NumberRule.from("0", "87600", "24");
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);

    private static final Map<String, String> OLD = Map.of(
            "max_gpu_slots", "max_gpu_equivalents",
            "max_gpus_per_user", "max_gpu_equivalents",
            "max_mig_instances", "max_gpu_equivalents",
            "max_mig_per_container", "max_gpu_slots_per_container");
    private static final List<String> WITH_EFFECT = List.of(
            "max_gpu_equivalents",
            "max_gpu_slots_per_container",
            "max_cpus",
            "memory",
            "shm_size",
            "max_containers_per_user",
            "max_runtime_h",
            "max_runtime",
            "idle_timeout_h",
            "idle_timeout",
            "aggregate",
            "allow_full_gpu",
            "members");
    private static final List<String> AGGREGATE = List.of("gpu_limit", "cpu_quota", "memory_max");
    private static final Map<String, String> WITHOUT = without();
    private static final Map<String, String> AGGREGATE_WITHOUT =
            Map.of("memory_high", "memory_max bounds memory", "tasks_max", "jobs.pids bounds each container");

    private final Report report;
    private final Values values;
    private final boolean aggregates;
    private final Set<String> noticed = new TreeSet<>();

    /** @param aggregates whether what is bounded over all containers of a user counts */
    LayerReader(Report report, boolean aggregates) {
        this.report = report;
        this.values = new Values(report);
        this.aggregates = aggregates;
    }

    private static Map<String, String> without() {
        Map<String, String> without = new LinkedHashMap<>();
        without.put("memory_swap", "containers get no swap");
        without.put("pids_limit", "jobs.pids of the configuration bounds every container");
        without.put("max_tasks", "jobs.pids of the configuration bounds every container");
        String free = "a GPU is free as soon as its container is gone";
        without.put("gpu_hold_after_stop_h", free);
        without.put("gpu_hold_after_stop", free);
        String gone = "a container is removed when it has ended";
        without.put("container_hold_after_stop_h", gone);
        without.put("container_hold_after_stop", gone);
        without.put("policies", LimitsFile.POLICIES);
        for (String key : List.of("gpu_memory", "io_read_bps", "io_write_bps", "ulimit_nofile", "priority")) {
            without.put(key, "it had none under DS01 either");
        }
        for (String key : List.of("storage_workspace", "storage_data", "storage_tmp")) {
            without.put(key, "storage is not bounded yet");
        }
        return without;
    }

    /** What the object says; keys that nobody knows are reported. */
    Layer read(MapNode map, LimitSource source) {
        List<String> known = new ArrayList<>(WITH_EFFECT);
        known.addAll(WITHOUT.keySet());
        known.addAll(OLD.keySet());
        check(map, known, WITHOUT);
        Map<String, Node> by = new LinkedHashMap<>();
        map.members().forEach((key, node) -> {
            String now = OLD.getOrDefault(key, key);
            if (!now.equals(key)) {
                report.notice(node, Ds01Problems.OLD_KEY, "key", key, "now", now);
            }
            by.putIfAbsent(now, node);
        });
        if (by.get("allow_full_gpu") instanceof Node.BoolNode bool && !bool.value()) {
            noEffect(bool, "allow_full_gpu", "only a definition with migProfile gets a slice here");
        }
        return layer(by, aggregate(by), source);
    }

    private Layer layer(Map<String, Node> by, Map<String, Node> aggregate, LimitSource source) {
        JobLimits job = new JobLimits(
                number(by, "max_gpu_slots_per_container", COUNT, Gpus::of, source),
                number(by, "max_cpus", CPUS, Cores::of, source),
                memory(by, "memory", source),
                memory(by, "shm_size", source),
                Bound.unsaid(),
                time(by, "max_runtime", source),
                time(by, "idle_timeout", source));
        return new Layer(
                job,
                number(by, "max_gpu_equivalents", GPUS, Gpus::of, source),
                number(aggregate, "gpu_limit", GPUS, Gpus::of, source),
                text(aggregate, "cpu_quota", source, Ds01Problems.PERCENT, Amounts::quota),
                memory(aggregate, "memory_max", source),
                number(by, "max_containers_per_user", COUNT, BigDecimal::intValueExact, source));
    }

    private Map<String, Node> aggregate(Map<String, Node> by) {
        Node node = by.get("aggregate");
        if (node == null || node instanceof NullNode) {
            return Map.of();
        }
        Optional<MapNode> map = values.map(node, "keys such as gpu_limit: 4");
        map.ifPresent(it -> check(it, joined(AGGREGATE, AGGREGATE_WITHOUT.keySet()), AGGREGATE_WITHOUT));
        return aggregates ? map.<Map<String, Node>>map(MapNode::members).orElse(Map.of()) : Map.of();
    }

    private static List<String> joined(List<String> one, Set<String> other) {
        List<String> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    private void check(MapNode map, List<String> known, Map<String, String> without) {
        map.members().forEach((key, node) -> {
            String why = without.get(key);
            if (why != null) {
                noEffect(node, key, why);
            } else if (!known.contains(key)) {
                values.unknownKey(node, key, known, Optional.empty());
            }
        });
    }

    /** Once for each key: every group says most of them. */
    void noEffect(Node node, String key, String why) {
        if (noticed.add(key)) {
            report.notice(node, Ds01Problems.NO_EFFECT, "key", key, "why", why);
        }
    }

    private <T extends Comparable<T>> Bound<T> number(
            Map<String, Node> by, String key, NumberRule rule, Function<BigDecimal, T> made, LimitSource source) {
        return bound(by.get(key), source, node -> values.number(node, rule).map(made));
    }

    private Bound<Bytes> memory(Map<String, Node> by, String key, LimitSource source) {
        return text(by, key, source, Ds01Problems.AMOUNT, Amounts::memory);
    }

    private <T extends Comparable<T>> Bound<T> text(
            Map<String, Node> by,
            String key,
            LimitSource source,
            ProblemCode otherwise,
            Function<String, Optional<T>> parse) {
        return bound(by.get(key), source, node -> {
            Optional<T> parsed = parse.apply(node.shown());
            if (parsed.isEmpty()) {
                report.problem(node, otherwise, "key", key, "value", node.shown());
            }
            return parsed;
        });
    }

    /** Hours as a number under {@code KEY_h}; under the older key a number and a unit. */
    private Bound<Duration> time(Map<String, Node> by, String key, LimitSource source) {
        Node hours = by.get(key + "_h");
        if (hours != null) {
            return bound(hours, source, node -> values.number(node, HOURS).map(LayerReader::hours));
        }
        return text(by, key, source, Ds01Problems.TIME, Durations::parse);
    }

    private static Duration hours(BigDecimal hours) {
        return Duration.ofSeconds(hours.multiply(SECONDS_PER_HOUR).longValue());
    }

    private static <T extends Comparable<T>> Bound<T> bound(
            @Nullable Node node, LimitSource source, Function<Node, Optional<T>> read) {
        if (node == null) {
            return Bound.unsaid();
        }
        if (node instanceof NullNode) {
            return Bound.unlimited(source);
        }
        return read.apply(node).map(it -> Bound.of(it, source)).orElse(Bound.unsaid());
    }
}
