package io.fairlead.cli.command.session;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.ask.JobWait;
import io.fairlead.cli.ask.TerminalTalk;
import io.fairlead.cli.command.ExecCommand;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.command.WaitCommand;
import io.fairlead.cli.command.Waiting;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.client.JobQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the commands about sessions share. */
final class Sessions {
    private static final int NOT_FOUND = 404;
    private static final String NOT_RUNNING = "E-JOB-NOT-RUNNING";
    private static final List<String> LIVE = List.of("pending", "running");

    private final Session session;
    private final Shell shell;
    private final boolean asks;

    Sessions(Session session) {
        this(session, false);
    }

    private Sessions(Session session, boolean asks) {
        this.session = session;
        this.shell = session.shell();
        this.asks = asks;
    }

    /** The same; whoever leaves a shell is asked what becomes of the session. */
    Sessions asking() {
        return new Sessions(session, true);
    }

    /** The caller's own that have not ended, or all; newest first. */
    List<JobSummary> mine(boolean ended) throws ApiFailure, InterruptedException {
        List<JobSummary> found = new ArrayList<>();
        JobQuery query = ended ? JobQuery.MINE : JobQuery.MINE.in(LIVE);
        Optional<String> next = Optional.empty();
        do {
            var page = session.server().jobs(next.isPresent() ? query.after(next.get()) : query);
            page.jobs().stream().filter(JobSummary::session).forEach(found::add);
            next = page.next();
        } while (next.isPresent());
        return found;
    }

    /** The one of this name, or id. */
    JobDetail find(String name) throws Failure, ApiFailure, InterruptedException {
        try {
            return session.server().job(name);
        } catch (ApiRefusal e) {
            if (e.problem().status() != NOT_FOUND) {
                throw e;
            }
            List<String> names = mine(false).stream().map(JobSummary::name).toList();
            String hint = Given.hint(name, names);
            String near = hint.isEmpty() ? "" : "; " + hint;
            throw Failure.refused(SessionProblems.NOT_FOUND.reason("name", name, "near", near));
        }
    }

    /** Until it runs; where it ends without, that is told, and empty. */
    Optional<JobDetail> running(JobDetail job) throws ApiFailure, IOException, InterruptedException {
        if (job.job().state().equals("RUNNING")) {
            return Optional.of(job);
        }
        String id = job.job().id();
        Waiting waiting = Waiting.begin(session, id);
        JobDetail now;
        try {
            now = new JobWait(session.server(), session.steady(), id).running();
        } finally {
            waiting.end();
        }
        if (JobWait.ended(now)) {
            WaitCommand.outcome(shell, now, true);
            return Optional.empty();
        }
        return Optional.of(now);
    }

    /**
     * A shell, or a command, in one of this id or name, which is waited for where it does not run yet. Nothing is asked
     * before: a prompt comes sooner so.
     *
     * @param name for what is said afterwards
     * @param command empty: a shell
     * @return the exit code
     */
    int open(String job, String name, List<String> command)
            throws Failure, ApiFailure, IOException, InterruptedException {
        ExecCommand.Further.Asked asked = ExecCommand.Further.Asked.here(shell);
        ExecCommand.Further further = new ExecCommand.Further(job, command, asked);
        TerminalTalk.Outcome outcome;
        try {
            outcome = further.talked(session);
        } catch (ApiRefusal e) {
            JobDetail found = find(job);
            if (!e.code().equals(NOT_RUNNING)) {
                throw e;
            }
            return running(found).isEmpty()
                    ? ExitCode.NOT_ITS_OWN
                    : open(found.job().id(), name, command);
        } catch (Failure e) {
            Optional<JobDetail> over = over(job);
            if (over.isEmpty()) {
                throw e;
            }
            WaitCommand.outcome(shell, over.get(), true);
            return ExitCode.of(over.get());
        }
        int code = outcome instanceof TerminalTalk.Outcome.Ended ended ? ended.code() : ExitCode.DONE;
        Optional<JobDetail> over = code > ExitCode.NOT_ITS_OWN ? over(job) : Optional.empty();
        if (over.isPresent()) {
            WaitCommand.outcome(shell, over.get(), true);
            return ExitCode.of(over.get());
        }
        if (asked.tty() && command.isEmpty()) {
            if (outcome instanceof TerminalTalk.Outcome.Ended
                    && asks
                    && Leaving.of(shell, name).retires()) {
                session.server().retire(job);
                new JobWait(session.server(), session.steady(), job).ended();
                shell.say("the session " + name + " is retired");
                return code;
            }
            shell.say("the session " + name + " goes on; fairlead session open " + name
                    + " opens it again, fairlead session retire " + name + " ends it");
        }
        return code;
    }

    /** How the session ended, where it is ending; its name then no longer finds it. */
    private Optional<JobDetail> over(String job) throws ApiFailure, IOException, InterruptedException {
        JobDetail now;
        try {
            now = session.server().job(job);
        } catch (ApiRefusal e) {
            Optional<JobSummary> last =
                    mine(true).stream().filter(it -> it.name().equals(job)).findFirst();
            if (last.isEmpty()) {
                return Optional.empty();
            }
            now = session.server().job(last.get().id());
        }
        boolean ending = JobWait.ended(now)
                || now.job().stopping()
                || now.attempts().stream().noneMatch(attempt -> attempt.holding());
        String id = now.job().id();
        return ending ? Optional.of(new JobWait(session.server(), session.steady(), id).ended()) : Optional.empty();
    }
}
