package io.fairlead.cli.command;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.client.ApiFailure;
import java.io.IOException;

/** Prints the JSON schema of job definitions. */
final class SchemaCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.footer("Editors check a definition against it where its $schema names the file.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, IOException, InterruptedException {
        session.shell().out().write(session.server().schema());
        return ExitCode.DONE;
    }
}
