package io.fairlead.cli.command.session;

import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.RunFlags;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.client.ApiFailure;
import java.io.IOException;

/** Opens a further shell in a session. */
final class OpenCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.synopsis("NAME [-- COMMAND…]")
                .foreign("NAME", "of the session, or its id; and after -- what to run instead of a shell")
                .footer(
                        "Waits where the session does not run yet. Leaving the shell leaves the session as it is;",
                        "ctrl-p ctrl-q leaves the shell running, too. Ends with the shell's own exit code; 124 where the",
                        "session's time was up, 130 where it was cancelled.");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, IOException, InterruptedException {
        String name = given.argument();
        return new Sessions(session).open(name, name, RunFlags.command(given.arguments()));
    }
}
