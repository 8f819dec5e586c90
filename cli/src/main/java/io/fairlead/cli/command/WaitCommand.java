package io.fairlead.cli.command;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.JobWait;
import io.fairlead.cli.ask.Steady;
import io.fairlead.cli.show.Complaint;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.client.ApiFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Waits for jobs, and ends as they did. */
public final class WaitCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.several("JOB…", "ids, or four or more characters that one id alone begins with")
                .flag("--wait-run", "only until each runs (or has run)")
                .flag("--wait-done", "until each has ended; this is what happens without a flag")
                .footer(JobWords.ownCodes("Of several jobs the first code that is not 0."));
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, IOException, InterruptedException {
        boolean done = !given.has("--wait-run");
        List<String> ids = new ArrayList<>();
        for (String job : given.arguments()) {
            ids.add(session.server().job(job).job().id());
        }
        Steady steady = session.steady();
        int first = ExitCode.DONE;
        for (String id : ids) {
            var wait = new JobWait(session.server(), steady, id);
            int code = outcome(session.shell(), done ? wait.ended() : wait.running(), done);
            first = first == ExitCode.DONE ? code : first;
        }
        return first;
    }

    /**
     * Says how it stands.
     *
     * @param done whether the end was waited for, not only the start
     * @return the exit code
     */
    public static int outcome(Shell shell, JobDetail job, boolean done) {
        if (!done && SubmitCommand.hasRun(job)) {
            shell.say("job " + job.job().id() + " runs");
            return ExitCode.DONE;
        }
        int code = ExitCode.of(job);
        String exit = job.job().exitCode().map(own -> " with exit code " + own).orElse("");
        String members = job.job()
                .array()
                .filter(_ -> JobWords.isArray(job.job()))
                .map(array -> ": " + JobWords.counts(array))
                .orElse("");
        shell.say("job " + job.job().id() + " (" + job.job().name() + ") "
                + JobWords.past(job.job().state()) + exit + members);
        if (code != ExitCode.DONE) {
            new Complaint(shell).print(job.job().reason().stream().toList(), Complaint.Place.none());
        }
        return code;
    }
}
