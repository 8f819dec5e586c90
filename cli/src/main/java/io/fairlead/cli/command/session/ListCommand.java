package io.fairlead.cli.command.session;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.JobWords;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Ago;
import io.fairlead.cli.show.Amount;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.show.Table;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.Output;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.JobList;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.client.ApiFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Lists the caller's sessions. */
final class ListCommand implements Command {
    private static final String[] HEAD = {"NAME", "STATE", "UP", "CPUS", "MEMORY", "GPUS", "IMAGE", "ID", "WHY"};

    @Override
    public void declare(Flags flags) {
        flags.flag("-a, --all", "those that have ended, too");
        Output.ofList(flags);
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        Output output = Output.list(given);
        List<JobSummary> sessions = new Sessions(session).mine(given.has("--all"));
        Shell shell = session.shell();
        if (output == Output.NAME) {
            sessions.forEach(job -> shell.out().println(job.id()));
        } else if (!output.isTable()) {
            output.tree(shell, new JobList(sessions, List.of(), Optional.empty()));
        } else if (sessions.isEmpty()) {
            shell.say("no sessions; fairlead session deploy NAME starts one");
        } else {
            table(shell, sessions, output == Output.WIDE);
        }
        return ExitCode.DONE;
    }

    private static void table(Shell shell, List<JobSummary> sessions, boolean wide) {
        Table table = new Table(HEAD);
        Instant now = shell.world().clock().instant();
        for (JobSummary job : sessions) {
            Instant until = job.endedAt().orElse(now);
            table.row(List.of(
                    job.name(),
                    job.state(),
                    job.startedAt()
                            .map(start -> Ago.length(java.time.Duration.between(start, until)))
                            .orElse(""),
                    Amount.plain(job.request().cpus()),
                    Amount.bytes(job.request().memoryBytes()),
                    job.devices().isEmpty() ? JobWords.gpus(job.request()) : String.join(",", job.devices()),
                    job.image(),
                    job.id(),
                    job.stopping()
                            ? "being ended"
                            : job.reason().map(Finding::message).orElse("")));
        }
        table.print(shell.out(), wide ? 0 : shell.tty().columns(), shell.colours());
    }
}
