package io.fairlead.cli.command;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.ask.JobWait;
import io.fairlead.cli.ask.TerminalTalk;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.json.JsonText;
import io.fairlead.wire.terminal.AttachRequest;
import java.io.IOException;
import java.util.Optional;

/** Joins a job's own command. */
final class AttachCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.argument("JOB", "an id, or four or more characters that one id alone begins with")
                .flag("--no-stdin", "look only")
                .footer(
                        "Shows what the job writes from now on; what it wrote before: fairlead logs JOB.",
                        "ctrl-p ctrl-q leaves it; so does the end of this program. Ends with the job's own exit code.");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, IOException, InterruptedException {
        JobDetail job = session.server().job(given.argument());
        return attached(session, job, !given.has("--no-stdin"));
    }

    private static int attached(Session session, JobDetail job, boolean input)
            throws Failure, ApiFailure, IOException, InterruptedException {
        Optional<JobDetail> ended = joined(session, job, input, false);
        return ended.isPresent() ? AttachedRun.told(session.shell(), ended.get()) : ExitCode.DONE;
    }

    /**
     * @param bound whether the job ends with this program, if that does not leave on purpose
     * @return the job at its end; empty where it was left on purpose
     */
    static Optional<JobDetail> joined(Session session, JobDetail job, boolean input, boolean bound)
            throws Failure, ApiFailure, IOException, InterruptedException {
        Shell shell = session.shell();
        boolean tty =
                has(job.definition(), "tty") && shell.tty().in() && shell.tty().out();
        boolean types = input && has(job.definition(), "stdin");
        String id = job.job().id();
        TerminalTalk talk = new TerminalTalk(shell, tty, types);
        TerminalTalk.Outcome outcome =
                talk.hold(size -> session.server().attach(id, new AttachRequest(types, size, bound)));
        if (outcome instanceof TerminalTalk.Outcome.Left) {
            shell.say("left job " + id + "; fairlead attach " + id + " joins it again");
            return Optional.empty();
        }
        return Optional.of(new JobWait(session.server(), session.steady(), id).ended());
    }

    /** A canonical definition has a flag only where it is set. */
    private static boolean has(JsonText definition, String flag) {
        return definition.text().contains("\"" + flag + "\":true");
    }
}
