package io.fairlead.cli.command.slurm;

import io.fairlead.cli.show.World;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.NodeList.NodeView;
import io.fairlead.wire.api.ReservationList.ReservationView;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Machines, the partition and what is reserved, as {@code scontrol show} has them. */
record PlacePairs(World world) {
    private static final int MIB_BITS = 20;

    Pairs node(NodeView node) {
        long used = node.memoryBytes() - node.memoryFreeBytes();
        BigDecimal cpus = node.cpus().subtract(node.cpusFree());
        String state = SinfoCommand.longState(SinfoCommand.use(node)).toUpperCase(Locale.ROOT);
        String features = node.features().isEmpty() ? "(null)" : String.join(",", node.features());
        Pairs all = new Pairs();
        all.line().with("NodeName", node.node());
        all.line()
                .with("CPUAlloc", cpus.toBigInteger().toString())
                .with("CPUTot", node.cpus().toBigInteger().toString());
        all.line().with("AvailableFeatures", features);
        all.line().with("ActiveFeatures", features);
        all.line().with("Gres", SinfoCommand.gres(node));
        all.line()
                .with("RealMemory", Long.toString(node.memoryBytes() >> MIB_BITS))
                .with("AllocMem", Long.toString(used >> MIB_BITS));
        all.line()
                .with(
                        "State",
                        (node.healthy() ? state : "DOWN") + (node.drained().isPresent() ? "+DRAIN" : ""));
        all.line().with("Partitions", SlurmWords.PARTITION);
        all.line().with("CfgTRES", Pairs.tres(node.cpus(), node.memoryBytes(), 0, devices(List.of(node))));
        all.line().with("AllocTRES", node.busy() ? Pairs.tres(cpus, used, 0, given(node)) : "");
        all.line()
                .with(
                        "Reason",
                        node.drained()
                                .map(it -> (it.reason() + " [" + it.by() + "@" + moment(it.since()) + "]").strip())
                                .or(() -> node.outage().map(Finding::message)));
        return all;
    }

    private static BigDecimal given(NodeView node) {
        return node.devices().stream().map(NodeView.DeviceView::used).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal devices(List<NodeView> nodes) {
        return BigDecimal.valueOf(
                nodes.stream().mapToInt(node -> node.devices().size()).sum());
    }

    /** The only one, of all machines. */
    static Pairs partition(List<NodeView> nodes) {
        BigDecimal cpus = nodes.stream().map(NodeView::cpus).reduce(BigDecimal.ZERO, BigDecimal::add);
        long memory = nodes.stream().mapToLong(NodeView::memoryBytes).sum();
        Pairs all = new Pairs();
        all.line().with("PartitionName", SlurmWords.PARTITION);
        all.line().with("Default", "YES");
        all.line().with("MaxNodes", "1");
        all.line().with("Nodes", nodes.stream().map(NodeView::node).collect(Collectors.joining(",")));
        all.line()
                .with("State", "UP")
                .with("TotalCPUs", cpus.toBigInteger().toString())
                .with("TotalNodes", Integer.toString(nodes.size()));
        all.line().with("TRES", Pairs.tres(cpus, memory, nodes.size(), devices(nodes)));
        return all;
    }

    Pairs reservation(ReservationView one) {
        Instant now = world.clock().instant();
        boolean active = !one.from().isAfter(now) && one.until().isAfter(now);
        Pairs all = new Pairs();
        all.line()
                .with("ReservationName", one.name())
                .with("StartTime", moment(one.from()))
                .with("EndTime", moment(one.until()))
                .with("Duration", SlurmWords.wholeTime(Duration.between(one.from(), one.until())));
        all.line()
                .with("Nodes", one.node())
                .with("NodeCnt", "1")
                .with("CoreCnt", one.cpus().toBigInteger().toString())
                .with("PartitionName", SlurmWords.PARTITION);
        BigDecimal gpus = BigDecimal.valueOf(one.devices().size());
        all.line().with("TRES", Pairs.tres(one.cpus(), one.memoryBytes(), 0, gpus));
        all.line();
        one.members()
                .ifPresent(members -> all.with("Users", names(members.users()))
                        .with("Groups", names(members.groups()))
                        .with("Accounts", names(members.projects())));
        return all.with("State", active ? "ACTIVE" : "INACTIVE");
    }

    private static String names(List<String> names) {
        return names.isEmpty() ? "(null)" : String.join(",", names);
    }

    private String moment(Instant at) {
        return SlurmWords.moment(at, world.zone());
    }
}
