package io.fairlead.cli.command;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.ServerStatus;
import io.fairlead.wire.client.ApiFailure;

/** Asks the server to stop. */
final class StopCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.footer("Jobs that run go on, and the next server takes them over. For root, or whoever started it.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        ServerStatus.Version server = session.server().shutdown();
        session.shell().say("server " + server.instance() + " is stopping; running jobs go on");
        return ExitCode.DONE;
    }
}
