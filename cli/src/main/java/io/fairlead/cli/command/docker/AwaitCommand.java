package io.fairlead.cli.command.docker;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.ask.JobWait;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.client.ApiFailure;
import java.io.IOException;

/** {@code docker wait}: prints the exit code of each when it has ended, one on a line, in the order of the names. */
final class AwaitCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.several("CONTAINER…", "names or ids");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, IOException, InterruptedException {
        Shell shell = session.shell();
        int code = ExitCode.DONE;
        for (String name : given.arguments()) {
            try {
                String id = Containers.found(session, name).job().id();
                JobDetail ended = new JobWait(session.server(), session.steady(), id).ended();
                shell.out().println(ended.job().exitCode().orElse(ExitCode.of(ended)));
                shell.out().flush();
            } catch (Failure e) {
                e.tell(shell);
                code = ExitCode.REFUSED;
            }
        }
        return code;
    }
}
