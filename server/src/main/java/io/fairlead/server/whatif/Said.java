package io.fairlead.server.whatif;

import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.upkeep.Upkeep;
import io.fairlead.core.upkeep.UpkeepChange;
import io.fairlead.core.upkeep.UpkeepRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What administrators said of nodes, which a replay hears again, and what is recorded nowhere and so is not in it.
 *
 * @param all in order, from the first day on
 */
record Said(List<UpkeepRecord> all) {
    private static final String OPEN =
            "Whether a node was away, a GPU lost, sick or used outside Fairlead, or the server down: all of that counts as open.";
    private static final String AS_NOW =
            "What machines, limits, shares and quotas were then: they are as now, all the time.";

    Said {
        all = List.copyOf(all);
    }

    /** How often a node or devices of it were set aside in a span; one that was so when it began counts, too. */
    int drains(Instant from, Instant to) {
        long begun = at(from).asides().size();
        return (int) (begun
                + within(from, to)
                        .filter(UpkeepChange.NodeDrained.class::isInstance)
                        .count());
    }

    /** How many reservations were for a time in a span. */
    int reservations(Instant from, Instant to) {
        long begun = at(from).reservations().values().stream()
                .filter(it -> it.meets(from, to))
                .count();
        return (int) (begun
                + within(from, to)
                        .filter(change -> change instanceof UpkeepChange.Reserved(var it) && it.meets(from, to))
                        .count());
    }

    private Upkeep at(Instant moment) {
        Upkeep upkeep = Upkeep.NONE;
        for (UpkeepRecord recorded : all) {
            if (!recorded.at().isAfter(moment)) {
                upkeep = upkeep.after(recorded);
            }
        }
        return upkeep;
    }

    private Stream<UpkeepChange> within(Instant from, Instant to) {
        return all.stream()
                .filter(it -> it.at().isAfter(from) && it.at().isBefore(to))
                .map(UpkeepRecord::change);
    }

    /** What a replay of a span with these machines cannot know, in sentences. */
    List<String> unknown(Collection<Node> nodes, Instant from, Instant to) {
        Set<NodeRef> known = nodes.stream().map(Node::ref).collect(Collectors.toCollection(TreeSet::new));
        Predicate<NodeRef> gone = ref -> !known.contains(ref);
        Set<NodeRef> left = new TreeSet<>();
        Upkeep begun = at(from);
        begun.asides().keySet().stream().filter(gone).forEach(left::add);
        begun.reservations().values().stream()
                .filter(it -> it.meets(from, to))
                .map(it -> it.part().node())
                .filter(gone)
                .forEach(left::add);
        within(from, to).map(UpkeepChange::node).filter(gone).forEach(left::add);
        List<String> unknown = new ArrayList<>(List.of(OPEN, AS_NOW));
        if (!left.isEmpty()) {
            unknown.add("What was set aside or reserved of "
                    + left.stream().map(NodeRef::node).collect(Collectors.joining(", "))
                    + ": no such node is configured now.");
        }
        return unknown;
    }
}
