package io.fairlead.cli.command.node;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.NodeList.NodeView;
import io.fairlead.wire.api.NodeList.NodeWish;
import io.fairlead.wire.client.ApiFailure;

/** Sets a machine or some of its devices aside. */
final class DrainCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.argument("NODE", "as node list names it; CLUSTER/NODE where two clusters have one of that name");
        flags.value("--reason", "TEXT", "why; everybody who waits for it reads this");
        Devices.declare(flags, "only these GPUs, by index or id: 2,3; else the whole machine");
        flags.footer(
                "For administrators. What runs there goes on, and nothing new is placed there, over restarts of the server",
                "too, until node resume. Jobs that could run there only wait with the reason; none is refused. Said again,",
                "the new reason takes the place of the old one.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        NodeView node =
                session.server().drain(new NodeWish(given.argument(), Devices.of(given), given.text("--reason")));
        session.shell().out().println(node.node());
        session.shell()
                .say(
                        Devices.of(given).isEmpty()
                                ? "node " + node.node() + " is " + NodeText.state(node)
                                : "node " + node.node() + ": " + NodeText.devices(node));
        return ExitCode.DONE;
    }
}
