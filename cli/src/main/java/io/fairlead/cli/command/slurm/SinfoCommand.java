package io.fairlead.cli.command.slurm;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.command.slurm.Fields.Field;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.NodeList.NodeView;
import io.fairlead.wire.api.NodeList.NodeView.DrainView;
import io.fairlead.wire.client.ApiFailure;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code sinfo}: machines, those in one state on one line. */
final class SinfoCommand implements Command {
    private static final String STANDARD = "%9P %.5a %.10l %.6D %.6t %N";
    private static final String REASONS = "%20E %9u %19H %N";
    private static final String BY_NODE = "%N %.8D %.11P %.6t %C %m %G";

    /** Machines of one line. */
    private record Group(String state, List<NodeView> nodes) {
        NodeView first() {
            return nodes.getFirst();
        }

        String names() {
            return nodes.stream().map(NodeView::node).collect(Collectors.joining(","));
        }
    }

    @Override
    public void declare(Flags flags) {
        flags.value("-o, --format", "FORMAT", "fields as %.6D; there are P a l D t T N C c m G E u H")
                .flag("-N, --Node", "a line for each machine")
                .flag("-l, --long", "a line for each machine")
                .value("-p, --partition", "NAME", "there is one: " + SlurmWords.PARTITION)
                .flag("-R, --list-reasons", "who set machines aside, when and why")
                .flag("-h, --noheader", "without the line of heads");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        boolean reasons = given.has("--list-reasons");
        boolean each = given.has("--Node") || given.has("--long") || reasons;
        var fields = new Fields<Group>(
                given.text("--format", reasons ? REASONS : each ? BY_NODE : STANDARD),
                known(session.shell().world().zone()));
        var out = session.shell().out();
        List<Group> groups = groups(session.server().nodes().nodes(), each).stream()
                .filter(group -> !reasons || group.first().drained().isPresent())
                .toList();
        if (!given.has("--noheader")) {
            fields.head(out);
        }
        groups.forEach(group -> fields.row(out, group));
        return ExitCode.DONE;
    }

    private static List<Group> groups(List<NodeView> nodes, boolean each) {
        Map<String, List<NodeView>> byState = new TreeMap<>();
        for (NodeView node : nodes) {
            String key = each ? node.cluster() + "/" + node.node() : state(node);
            byState.computeIfAbsent(key, _ -> new ArrayList<>()).add(node);
        }
        return byState.values().stream()
                .map(same -> new Group(state(same.getFirst()), same))
                .toList();
    }

    static String state(NodeView node) {
        if (node.drained().isPresent()) {
            return node.busy() ? "drng" : "drain";
        }
        if (!node.healthy()) {
            return "down";
        }
        return use(node);
    }

    /** How much of it is given away. */
    static String use(NodeView node) {
        boolean used = node.cpusFree().compareTo(node.cpus()) < 0
                || node.devices().stream().anyMatch(it -> it.used().signum() > 0);
        boolean devicesFull = !node.devices().isEmpty()
                && node.devices().stream().allMatch(it -> it.used().compareTo(BigDecimal.ONE) >= 0);
        return !used ? "idle" : node.cpusFree().signum() <= 0 || devicesFull ? "alloc" : "mix";
    }

    static String longState(String state) {
        return switch (state) {
            case "alloc" -> "allocated";
            case "mix" -> "mixed";
            case "drain" -> "drained";
            case "drng" -> "draining";
            default -> state;
        };
    }

    private static SequencedMap<Character, Field<Group>> known(ZoneId zone) {
        SequencedMap<Character, Field<Group>> known = new LinkedHashMap<>();
        known.put('P', new Field<>("PARTITION", _ -> SlurmWords.PARTITION + "*"));
        known.put('a', new Field<>("AVAIL", _ -> "up"));
        known.put('l', new Field<>("TIMELIMIT", _ -> "infinite"));
        known.put(
                'D',
                new Field<>("NODES", group -> Integer.toString(group.nodes().size())));
        known.put('t', new Field<>("STATE", Group::state));
        known.put('T', new Field<>("STATE", group -> longState(group.state())));
        known.put('N', new Field<>("NODELIST", Group::names));
        known.put(
                'c',
                new Field<>("CPUS", group -> group.first().cpus().toBigInteger().toString()));
        known.put(
                'm', new Field<>("MEMORY", group -> Long.toString(group.first().memoryBytes() >> 20)));
        known.put('E', new Field<>("REASON", group -> drain(group, DrainView::reason)));
        known.put('u', new Field<>("USER", group -> drain(group, DrainView::by)));
        known.put('H', new Field<>("TIMESTAMP", group -> drain(group, it -> SlurmWords.moment(it.since(), zone))));
        known.put('C', new Field<>("CPUS(A/I/O/T)", group -> cpus(group.first())));
        known.put('G', new Field<>("GRES", group -> gres(group.first())));
        return known;
    }

    private static String drain(Group group, Function<DrainView, String> what) {
        return group.first().drained().map(what).filter(it -> !it.isEmpty()).orElse("none");
    }

    private static String cpus(NodeView node) {
        var used = node.cpus().subtract(node.cpusFree()).toBigInteger();
        return used + "/" + node.cpusFree().toBigInteger() + "/0/" + node.cpus().toBigInteger();
    }

    static String gres(NodeView node) {
        return node.devices().isEmpty() ? "(null)" : "gpu:" + node.devices().size();
    }
}
