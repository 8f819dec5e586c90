package io.fairlead.wire.dialect.ds01;

import io.fairlead.core.launch.ContainerPolicy;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the limit keys of the defaults, of a group or of an exception. Null means unlimited. */
final class LayerReader {
    private static final NumberRule GPUS = NumberRule.from("0", "100000", "2");
    private static final NumberRule CPUS = NumberRule.from("0", "1000000", "32");
    private static final NumberRule COUNT = NumberRule.whole(0, 1_000_000);
    private static final NumberRule HOURS = NumberRule.from("0", "87600", "24");
    private static final String SLOTS = "max_gpu_slots_per_container";
    private static final String MEMBERS = "members";
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
            "allow_full_gpu");
    private static final String PIDS = "jobs.pids of the configuration bounds every container, %d where it says nothing"
            .formatted(ContainerPolicy.PIDS_DEFAULT);
    private static final List<String> AGGREGATE = List.of("gpu_limit", "cpu_quota", "memory_max");
    private static final Map<String, String> WITHOUT = without();
    private static final Map<String, String> AGGREGATE_WITHOUT = Map.of(
            "memory_high",
            "memory_max alone bounds memory",
            "tasks_max",
            "jobs.pids bounds every container, and nothing all of them");

    private final Report report;
    private final Values values;
    private final boolean aggregates;
    private final Unheeded unheeded = new Unheeded();
    private final List<String> slots = new ArrayList<>();
    private Optional<Node> slotsAt = Optional.empty();

    /** @param aggregates whether what is bounded over all containers of a user counts */
    LayerReader(Report report, boolean aggregates) {
        this.report = report;
        this.values = new Values(report);
        this.aggregates = aggregates;
    }

    private static Map<String, String> without() {
        Map<String, String> without = new LinkedHashMap<>();
        without.put("memory_swap", "containers get no swap");
        without.put("pids_limit", PIDS);
        without.put("max_tasks", PIDS);
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
        if (source.layer() == LimitSource.Layer.GROUP) {
            known.add(MEMBERS);
        }
        check(map, known, WITHOUT, source);
        Map<String, Node> by = named(map, source);
        Node full = by.get("allow_full_gpu");
        if (full != null && !(full instanceof NullNode) && !values.bool(full).orElse(true)) {
            unheeded.add(full, "allow_full_gpu", "only a definition with migProfile gets a slice", Optional.of(source));
        }
        Node node = by.get(SLOTS);
        if (node != null && !(node instanceof NullNode)) {
            slotsAt = slotsAt.or(() -> Optional.of(node));
            slots.add(node.shown() + " (" + source + ")");
        }
        return layer(by, aggregate(by, source), source);
    }

    /** By the names of today; of two for the same thing the newer one counts. */
    private Map<String, Node> named(MapNode map, LimitSource source) {
        Map<String, Node> by = new LinkedHashMap<>(map.members());
        map.members().forEach((key, node) -> {
            String now = OLD.getOrDefault(key, key);
            if (key.equals(now)) {
                return;
            }
            if (by.putIfAbsent(now, node) == null) {
                report.notice(node, Ds01Problems.OLD_KEY, "key", key, "now", now, "value", node.shown());
            } else {
                unheeded.add(node, key, now + " is said beside it", Optional.of(source));
            }
        });
        for (String key : List.of("max_runtime", "idle_timeout")) {
            Node node = by.get(key);
            if (node != null && by.containsKey(key + "_h")) {
                unheeded.add(node, key, key + "_h is said beside it", Optional.of(source));
            }
        }
        return by;
    }

    /** Tells what has no effect, or another one. */
    void tell() {
        unheeded.tell(report);
        slotsAt.ifPresent(
                at -> report.notice(at, Ds01Problems.SLOTS, "key", SLOTS, "values", String.join(", ", slots)));
    }

    private Layer layer(Map<String, Node> by, Map<String, Node> aggregate, LimitSource source) {
        JobLimits job = new JobLimits(
                number(by, SLOTS, COUNT, Gpus::of, source),
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

    private Map<String, Node> aggregate(Map<String, Node> by, LimitSource source) {
        Node node = by.get("aggregate");
        if (node == null || (node instanceof NullNode && !aggregates)) {
            return Map.of();
        }
        if (node instanceof NullNode) {
            return AGGREGATE.stream().collect(Collectors.toMap(key -> key, _ -> node));
        }
        Optional<MapNode> map = values.map(node, "keys such as gpu_limit: 4");
        map.ifPresent(it -> check(it, joined(AGGREGATE, AGGREGATE_WITHOUT.keySet()), AGGREGATE_WITHOUT, source));
        return aggregates ? map.<Map<String, Node>>map(MapNode::members).orElse(Map.of()) : Map.of();
    }

    private static List<String> joined(List<String> one, Set<String> other) {
        List<String> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    private void check(MapNode map, List<String> known, Map<String, String> without, LimitSource source) {
        map.members().forEach((key, node) -> {
            String why = without.get(key);
            if (why != null) {
                if (!isNoSwap(map, key, node)) {
                    unheeded.add(node, key, why, Optional.of(source));
                }
            } else if (!known.contains(key)) {
                values.unknownKey(node, key, known, Optional.empty());
            }
        });
    }

    /** As much memory with swap as without is no swap, which is so here as well. */
    private static boolean isNoSwap(MapNode map, String key, Node node) {
        Node memory = map.find("memory");
        return key.equals("memory_swap") && memory != null && memory.shown().equals(node.shown());
    }

    void noEffect(Node node, String key, String why) {
        unheeded.add(node, key, why, Optional.empty());
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
            return bound(
                    hours,
                    source,
                    node -> values.number(node, HOURS).map(LayerReader::hours).flatMap(time -> some(time, node, key)));
        }
        return text(
                by,
                key,
                source,
                Ds01Problems.TIME,
                text -> Durations.parse(text).filter(time -> !time.isZero()));
    }

    private Optional<Duration> some(Duration time, Node node, String key) {
        if (time.isZero()) {
            report.problem(node, Ds01Problems.NO_TIME, "key", key + "_h");
        }
        return Optional.of(time).filter(it -> !it.isZero());
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
