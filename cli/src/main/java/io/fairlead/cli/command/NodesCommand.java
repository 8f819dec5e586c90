package io.fairlead.cli.command;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.show.Amount;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.show.Table;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.Output;
import io.fairlead.wire.api.NodeList;
import io.fairlead.wire.api.NodeList.NodeView;
import io.fairlead.wire.api.NodeList.NodeView.DeviceView;
import io.fairlead.wire.client.ApiFailure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Lists machines, what they have and what is free. */
final class NodesCommand implements Command {
    @Override
    public void declare(Flags flags) {
        Output.ofList(flags);
        flags.footer("Free of all. Simulated GPUs are made up by the configuration: no such device exists.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        Output output = Output.list(given);
        NodeList found = session.server().nodes();
        Shell shell = session.shell();
        switch (output) {
            case JSON, YAML -> output.tree(shell, found);
            case NAME -> found.nodes().forEach(node -> shell.out().println(node.node()));
            case TABLE -> table(shell, found, false);
            case WIDE -> table(shell, found, true);
        }
        return ExitCode.DONE;
    }

    private static void table(Shell shell, NodeList found, boolean wide) {
        Table table = wide
                ? new Table("NODE", "CLUSTER", "SITE", "CPUS", "MEMORY", "GPUS", "MODELS", "HEALTH", "CUDA", "FEATURES")
                : new Table("NODE", "CLUSTER", "SITE", "CPUS", "MEMORY", "GPUS", "MODELS", "HEALTH");
        for (NodeView node : found.nodes()) {
            List<String> cells = new ArrayList<>(List.of(
                    node.node(),
                    Integer.toString(node.cluster()),
                    node.site(),
                    Amount.plain(node.cpusFree()) + "/" + Amount.plain(node.cpus()),
                    Amount.bytes(node.memoryFreeBytes()) + "/" + Amount.bytes(node.memoryBytes()),
                    free(node) + "/" + node.devices().size(),
                    models(node),
                    node.healthy() ? "ok" : "engine silent"));
            if (wide) {
                cells.add(node.cuda().orElse(""));
                cells.add(String.join(",", node.features()));
            }
            table.row(cells);
        }
        table.print(shell.out(), wide ? 0 : shell.tty().columns(), shell.colours());
    }

    private static String free(NodeView node) {
        BigDecimal free = BigDecimal.ZERO;
        for (DeviceView device : node.devices()) {
            free = free.add(BigDecimal.ONE.subtract(device.used()));
        }
        return Amount.plain(free);
    }

    private static String models(NodeView node) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (DeviceView device : node.devices()) {
            counts.merge(device.model() + (device.simulated() ? " (simulated)" : ""), 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " × " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}
