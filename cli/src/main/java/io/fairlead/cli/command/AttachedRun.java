package io.fairlead.cli.command;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.ask.JobWait;
import io.fairlead.cli.ask.LogFollow;
import io.fairlead.cli.show.Shell;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.ApiRefusal;
import java.io.IOException;

/** A job whose command is typed to, or reads what is piped here: joined once it runs, and ended with this program. */
public final class AttachedRun {
    private static final int CONFLICT = 409;

    private final Session session;
    private final Shell shell;

    public AttachedRun(Session session) {
        this.session = session;
        this.shell = session.shell();
    }

    /** @return the job's exit code */
    public int of(String id) throws Failure, ApiFailure, IOException, InterruptedException {
        JobDetail job = begun(id);
        if (!JobWait.ended(job)) {
            try {
                return AttachCommand.attached(session, job, true, true);
            } catch (ApiRefusal e) {
                if (e.problem().status() != CONFLICT) {
                    throw e;
                }
            }
        }
        return over(id);
    }

    private JobDetail begun(String id) throws ApiFailure, IOException, InterruptedException {
        Waiting waiting = Waiting.begin(session, id);
        try {
            return new JobWait(session.server(), session.steady(), id).running();
        } finally {
            waiting.end();
        }
    }

    /** It had ended before anybody could join it: what it wrote is in its log. */
    private int over(String id) throws ApiFailure, IOException, InterruptedException {
        LogPrinter printer = new LogPrinter(shell);
        new LogFollow(session.server(), session.steady(), id, 0).to(printer, 0);
        JobDetail ended = new JobWait(session.server(), session.steady(), id).ended();
        int code = ExitCode.of(ended);
        if (code != ExitCode.DONE) {
            WaitCommand.outcome(shell, ended, true);
        }
        return code;
    }
}
