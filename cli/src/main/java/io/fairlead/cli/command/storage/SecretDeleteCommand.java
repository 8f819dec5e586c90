package io.fairlead.cli.command.storage;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.core.job.SecretUse;
import io.fairlead.wire.client.ApiFailure;

/** Deletes secrets, one after the other. */
final class SecretDeleteCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.several("NAME…", "names, as secret list shows them");
        flags.footer("Refused while a job that has not ended names the secret.");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, InterruptedException {
        for (String name : given.arguments()) {
            if (!SecretUse.isName(name)) {
                throw Failure.wrong(StorageProblems.SECRET_NAME.reason());
            }
            session.server().deleteSecret(name);
            session.shell().say("secret " + name + " is deleted");
        }
        return ExitCode.DONE;
    }
}
