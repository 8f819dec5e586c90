package io.fairlead.cli.command;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.jobfile.keys.JobSchema;

/** Prints the JSON schema of job definitions. */
final class SchemaCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.footer("Editors check a definition against it where its $schema names the file.");
    }

    @Override
    public int run(Given given, Session session) {
        session.shell().out().print(JobSchema.text());
        return ExitCode.DONE;
    }
}
