package io.fairlead.cli.command;

import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.SubmitOptions;
import io.fairlead.wire.json.RecordJson;
import java.io.IOException;

/** Runs a command in an image as if it ran here: its output, its exit code, Ctrl-C. */
final class RunCommand implements Command {
    @Override
    public void declare(Flags flags) {
        RunFlags.declare(flags);
        flags.footer(JobWords.ownCodes("Ctrl-C cancels the job; a second one leaves it to end by itself."));
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, IOException, InterruptedException {
        byte[] definition =
                RecordJson.write(RunFlags.definition(given, session.shell().environment()));
        SubmitOptions options = SubmitCommand.options(given, false);
        JobRun run = new JobRun(session, RunFlags.place());
        if (given.has("--stdin") && !given.has("--detach")) {
            return new AttachedRun(session).of(run.submit(definition, options).id());
        }
        return given.has("--detach") ? run.detached(definition, options) : run.followed(definition, options);
    }
}
