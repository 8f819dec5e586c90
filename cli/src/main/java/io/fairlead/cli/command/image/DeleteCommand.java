package io.fairlead.cli.command.image;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.client.ApiFailure;

/** Takes images away. */
final class DeleteCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.several("IMAGE…", "NAME: all its versions; NAME:VERSION: that one; NAME:TAG: the name alone")
                .value("--as", "USER", "of this user (root alone)")
                .footer("Refused while a job that has not ended uses it. The Dockerfile in your home stays.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        int code = ExitCode.DONE;
        for (String name : given.arguments()) {
            int one = Acting.told(
                    session.shell(),
                    session.server().images().as(given.text("--as")).delete(name));
            code = code == ExitCode.DONE ? one : code;
        }
        return code;
    }
}
