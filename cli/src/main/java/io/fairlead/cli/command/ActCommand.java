package io.fairlead.cli.command;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.ActionResponse;
import io.fairlead.wire.client.ApiClient;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.ApiRefusal;

/** Cancels, holds, releases or removes: one call for each job, all of them tried. */
final class ActCommand implements Command {
    private final Deed deed;

    ActCommand(Deed deed) {
        this.deed = deed;
    }

    /** What is done to one job. */
    interface Deed {
        ActionResponse to(ApiClient server, String job) throws ApiFailure, InterruptedException;
    }

    @Override
    public void declare(Flags flags) {
        flags.several("JOB…", "ids, or four or more characters that one id alone begins with");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        Shell shell = session.shell();
        int first = ExitCode.DONE;
        for (String job : given.arguments()) {
            try {
                ActionResponse done = deed.to(session.server(), job);
                shell.out().println(Inert.line(done.id() + " " + done.name() + ": " + done.message()));
                shell.out().flush();
            } catch (ApiRefusal e) {
                Failure failure = Failure.of(e, _ -> job);
                failure.tell(shell);
                first = first == ExitCode.DONE ? failure.code() : first;
            }
        }
        return first;
    }
}
