package io.fairlead.cli.command.node;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Amount;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.show.Table;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.Output;
import io.fairlead.wire.api.NodeList;
import io.fairlead.wire.api.NodeList.NodeView;
import io.fairlead.wire.api.ReservationList;
import io.fairlead.wire.client.ApiFailure;
import java.util.ArrayList;
import java.util.List;

/** Lists machines, what they have, what is free and what is set aside. */
final class ListCommand implements Command {
    @Override
    public void declare(Flags flags) {
        Output.ofList(flags);
        flags.footer(
                "Free of all. Simulated GPUs are made up by the configuration: no such device exists. A machine that is",
                "draining still has jobs; one that is drained has none. Which GPUs are near each other is shown where not all",
                "are, as 0-3 | 4-7; wide also the CPUs beside them.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        Output output = Output.list(given);
        NodeList found = session.server().nodes();
        Shell shell = session.shell();
        switch (output) {
            case JSON, YAML -> output.tree(shell, found);
            case NAME -> found.nodes().forEach(node -> shell.out().println(node.node()));
            case TABLE, WIDE -> table(session, found, session.server().reservations(), output == Output.WIDE);
        }
        return ExitCode.DONE;
    }

    private static void table(Session session, NodeList found, ReservationList reserved, boolean wide) {
        Shell shell = session.shell();
        NodeText text = new NodeText(session.shell().world());
        boolean why = found.nodes().stream()
                .anyMatch(node -> !text.why(node, reserved).isEmpty());
        List<String> heads =
                new ArrayList<>(List.of("NODE", "CLUSTER", "SITE", "CPUS", "MEMORY", "GPUS", "DEVICES", "STATE"));
        if (why) {
            heads.add("WHY");
        }
        boolean near = found.nodes().stream()
                .anyMatch(node -> !NodeText.near(node, wide).isEmpty());
        if (near) {
            heads.add("NEAR EACH OTHER");
        }
        if (wide) {
            heads.addAll(List.of("CUDA", "FEATURES"));
        }
        Table table = new Table(heads.toArray(String[]::new));
        for (NodeView node : found.nodes()) {
            List<String> cells = new ArrayList<>(List.of(
                    node.node(),
                    Integer.toString(node.cluster()),
                    node.site(),
                    Amount.plain(node.cpusFree()) + "/" + Amount.plain(node.cpus()),
                    Amount.bytes(node.memoryFreeBytes()) + "/" + Amount.bytes(node.memoryBytes()),
                    NodeText.free(node) + "/" + node.devices().size(),
                    NodeText.devices(node),
                    NodeText.state(node)));
            if (why) {
                cells.add(text.why(node, reserved));
            }
            if (near) {
                cells.add(NodeText.near(node, wide));
            }
            if (wide) {
                cells.add(node.cuda().orElse(""));
                cells.add(String.join(",", node.features()));
            }
            table.row(cells);
        }
        table.print(shell.out(), wide ? 0 : shell.tty().columns(), shell.colours());
    }
}
