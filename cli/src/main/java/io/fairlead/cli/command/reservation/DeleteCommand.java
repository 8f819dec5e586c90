package io.fairlead.cli.command.reservation;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.ReservationList.ReservationView;
import io.fairlead.wire.client.ApiFailure;

/** Lets everybody use again what is reserved. */
final class DeleteCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.argument("NAME", "as reservation list shows it");
        flags.footer(
                "For administrators. Jobs that run in it go on, and those that wait and name it wait like all others.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        ReservationView one = session.server().unreserve(given.argument());
        session.shell().out().println(one.name());
        session.shell().say("reservation " + one.name() + " of node " + one.node() + " is deleted");
        return ExitCode.DONE;
    }
}
