package io.fairlead.server.config;

import io.fairlead.core.share.Backfill;
import io.fairlead.core.share.Quota;
import io.fairlead.core.share.Quotas;
import io.fairlead.core.share.Shares;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.NumberRule;
import io.fairlead.wire.jobfile.keys.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Reads how projects share what there is. */
final class SharesReader {
    private static final NumberRule AMOUNT = NumberRule.from("0", "1000000", "8");

    private static final SequencedMap<String, Backfill> BACKFILL = new LinkedHashMap<>();

    static {
        for (Backfill one : Backfill.values()) {
            BACKFILL.put(one.word(), one);
        }
    }

    private final Fields top;

    SharesReader(Fields top) {
        this.top = top;
    }

    Shares read() {
        return top.object("shares", Section.SHARES).map(this::shares).orElse(Shares.DEFAULT);
    }

    private Shares shares(Fields given) {
        Shares otherwise = Shares.DEFAULT;
        Map<String, Integer> weights = new TreeMap<>();
        given.members("weights")
                .forEach((project, node) ->
                        given.whole(node, 1, Shares.WEIGHT_MAX).ifPresent(weight -> weights.put(project, weight)));
        return new Shares(
                duration(given, "halfLife", Shares.HALF_LIFE_LEAST).orElse(otherwise.halfLife()),
                duration(given, "ageing", Shares.AGEING_LEAST).orElse(otherwise.ageing()),
                weights,
                quotas(given),
                given.word("backfill", BACKFILL).orElse(otherwise.backfill()));
    }

    private Quotas quotas(Fields given) {
        Map<String, Quota> quotas = new TreeMap<>();
        given.members("quotas")
                .forEach((project, node) ->
                        given.member(node, Section.SHARES_QUOTA).ifPresent(it -> quotas.put(project, quota(it))));
        Optional<Duration> most = duration(given, "minDurationMost", Duration.ZERO);
        Duration least = duration(given, "minDuration", Duration.ZERO, most.orElse(Shares.DURATION_MOST))
                .orElse(Duration.ZERO);
        return most.map(it -> new Quotas(quotas, least, it)).orElseGet(() -> new Quotas(quotas, least));
    }

    /** Says where projects are sure of more than the configured nodes have; of a real machine's devices nothing is known here. */
    void compare(Quotas quotas, List<Station> stations) {
        long sure = quotas.of().values().stream()
                .mapToLong(quota -> quota.gpus().milli())
                .sum();
        boolean known = stations.stream().noneMatch(it -> it.node().simulated().isEmpty());
        long there = stations.stream()
                .flatMap(it -> it.node().simulated().stream())
                .mapToLong(it -> Gpus.of(it.count()).milli())
                .sum();
        if (known && sure > there) {
            notice("GPUs", new Gpus((int) sure), new Gpus((int) there));
        }
        long sureCpus = quotas.of().values().stream()
                .flatMap(quota -> quota.cpus().stream())
                .mapToLong(Cores::milli)
                .sum();
        List<Cores> cores =
                stations.stream().flatMap(it -> it.node().cores().stream()).toList();
        long cpus = cores.stream().mapToLong(Cores::milli).sum();
        if (cores.size() == stations.size() && sureCpus > cpus) {
            notice("CPUs", new Cores((int) sureCpus), new Cores((int) cpus));
        }
    }

    private void notice(String what, Object sure, Object there) {
        top.find("shares")
                .ifPresent(node -> top.report()
                        .notice(node, ConfigurationProblems.QUOTAS, "what", what, "sure", sure, "there", there));
    }

    private static Quota quota(Fields given) {
        given.need("gpus", "4");
        return new Quota(
                given.number("gpus", AMOUNT).map(Gpus::of).orElse(Gpus.ZERO),
                given.number("cpus", AMOUNT).map(Cores::of));
    }

    private Optional<Duration> duration(Fields given, String key, Duration least) {
        return duration(given, key, least, Shares.DURATION_MOST);
    }

    private Optional<Duration> duration(Fields given, String key, Duration least, Duration most) {
        Optional<Node> node = given.find(key);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> time = Durations.parse(node.get().shown());
        if (time.isEmpty()) {
            top.report()
                    .problem(
                            node.get(),
                            ConfigurationProblems.DURATION,
                            "value",
                            node.get().shown());
        }
        boolean inside = time.filter(it -> it.compareTo(least) >= 0 && it.compareTo(most) <= 0)
                .isPresent();
        if (time.isPresent() && !inside) {
            top.report()
                    .problem(
                            node.get(),
                            ConfigurationProblems.DURATION_RANGE,
                            "key",
                            key,
                            "value",
                            Durations.text(time.get()),
                            "least",
                            Durations.text(least),
                            "most",
                            Durations.text(most));
        }
        return time.filter(_ -> inside);
    }
}
