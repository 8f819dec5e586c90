package io.fairlead.cli.command.node;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.NodeList.NodeView;
import io.fairlead.wire.api.NodeList.NodeWish;
import io.fairlead.wire.client.ApiFailure;
import java.util.Optional;

/** Lets a machine or some of its devices be used again. */
final class ResumeCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.argument("NODE", "as node list names it; CLUSTER/NODE where two clusters have one of that name");
        Devices.declare(flags, "only these GPUs, by index or id: 2,3; else the machine with every GPU of it");
        flags.footer("For administrators. Who waits for it may start at once.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        NodeView node = session.server().resume(new NodeWish(given.argument(), Devices.of(given), Optional.empty()));
        session.shell().out().println(node.node());
        session.shell()
                .say("node " + node.node() + " is " + NodeText.state(node)
                        + (node.devices().isEmpty() ? "" : "; " + NodeText.devices(node)));
        return ExitCode.DONE;
    }
}
