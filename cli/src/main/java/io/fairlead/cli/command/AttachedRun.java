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
import java.util.Optional;

/** A job whose command is typed to, or reads what is piped here: joined once it runs, and ended with this program. */
public final class AttachedRun {
    private static final int CONFLICT = 409;

    private final Session session;
    private final Shell shell;

    public AttachedRun(Session session) {
        this.session = session;
        this.shell = session.shell();
    }

    /** @return the job's exit code, which is told with the reason where it is not 0 */
    public int of(String id) throws Failure, ApiFailure, IOException, InterruptedException {
        Optional<JobDetail> ended = joined(id);
        return ended.isPresent() ? told(shell, ended.get()) : ExitCode.DONE;
    }

    static int told(Shell shell, JobDetail ended) {
        int code = ExitCode.of(ended);
        if (code != ExitCode.DONE) {
            WaitCommand.outcome(shell, ended, true);
        }
        return code;
    }

    /** @return the job at its end, of which nothing is told; empty where it was left on purpose */
    public Optional<JobDetail> joined(String id) throws Failure, ApiFailure, IOException, InterruptedException {
        JobDetail job = begun(id);
        if (!JobWait.ended(job)) {
            try {
                return AttachCommand.joined(session, job, true, true);
            } catch (ApiRefusal e) {
                if (e.problem().status() != CONFLICT) {
                    throw e;
                }
            }
        }
        return Optional.of(over(id));
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
    private JobDetail over(String id) throws ApiFailure, IOException, InterruptedException {
        LogPrinter printer = new LogPrinter(shell);
        new LogFollow(session.server(), session.steady(), id, 0).to(printer, 0);
        return new JobWait(session.server(), session.steady(), id).ended();
    }
}
