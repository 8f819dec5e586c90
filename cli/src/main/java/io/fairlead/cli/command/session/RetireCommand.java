package io.fairlead.cli.command.session;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.ask.JobWait;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.ApiRefusal;
import java.io.IOException;

/** Ends sessions: each is asked to, all are waited for. */
final class RetireCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.several("NAME…", "of sessions, or their ids")
                .flag("--no-wait", "do not wait until what they hold is free")
                .footer(
                        "What runs in it is asked to end and, after the session's grace period, made to. Volumes stay as they",
                        "are; what lay anywhere else is gone with the container.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, IOException, InterruptedException {
        Sessions sessions = new Sessions(session);
        Shell shell = session.shell();
        int first = ExitCode.DONE;
        for (String name : given.arguments()) {
            try {
                JobDetail job = sessions.find(name);
                session.server().retire(job.job().id());
                if (!given.has("--no-wait")) {
                    new JobWait(session.server(), session.steady(), job.job().id()).ended();
                }
                shell.out()
                        .println(Inert.line(job.job().id() + " " + job.job().name()
                                + (given.has("--no-wait") ? ": is being retired" : ": retired")));
                shell.out().flush();
            } catch (ApiRefusal e) {
                first = told(Failure.of(e), shell, first);
            } catch (Failure e) {
                first = told(e, shell, first);
            }
        }
        return first;
    }

    private static int told(Failure failure, Shell shell, int first) {
        failure.tell(shell);
        return first == ExitCode.DONE ? failure.code() : first;
    }
}
