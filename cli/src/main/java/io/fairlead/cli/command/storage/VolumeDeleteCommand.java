package io.fairlead.cli.command.storage;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.VolumeList.VolumeView;
import io.fairlead.wire.client.ApiFailure;

/** Takes volumes back that were created, one after the other. */
final class VolumeDeleteCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.several("NAME…", "volumes made by volume create");
        flags.footer(
                "For administrators. Refused while a job that has not ended uses it. The folder and everything in it stay;",
                "definitions that ask for it are refused from then on.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        for (String name : given.arguments()) {
            VolumeView gone = session.server().deleteVolume(name);
            session.shell().out().println(gone.name());
            gone.place()
                    .ifPresent(
                            folder -> session.shell().say("volume " + gone.name() + " is gone; " + folder + " stays"));
        }
        return ExitCode.DONE;
    }
}
