package io.fairlead.cli.command;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.Api;
import io.fairlead.wire.api.ServerStatus;
import io.fairlead.wire.client.ApiFailure;
import java.io.PrintStream;

/** Shows the versions of both sides. */
final class VersionCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.footer("Without a server it shows its own version and ends with 0.");
    }

    @Override
    public int run(Given given, Session session) throws InterruptedException {
        PrintStream out = session.shell().out();
        out.println("fairlead " + session.version() + " (API " + Api.REVISION + ")");
        try {
            ServerStatus.Version server = session.server().version();
            out.println(Inert.line(
                    "server   " + server.version() + " (API " + server.api() + "), instance " + server.instance()));
        } catch (ApiFailure e) {
            out.println(Inert.line("server   none reached: " + e.getMessage()));
        }
        return ExitCode.DONE;
    }
}
