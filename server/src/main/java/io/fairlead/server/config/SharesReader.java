package io.fairlead.server.config;

import io.fairlead.core.share.Shares;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.jobfile.keys.Durations;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads how projects share what there is. */
final class SharesReader {
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
                weights);
    }

    private Optional<Duration> duration(Fields given, String key, Duration least) {
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
        boolean inside = time.filter(it -> it.compareTo(least) >= 0 && it.compareTo(Shares.DURATION_MOST) <= 0)
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
                            Durations.text(Shares.DURATION_MOST));
        }
        return time.filter(_ -> inside);
    }
}
