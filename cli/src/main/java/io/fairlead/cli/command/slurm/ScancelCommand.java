package io.fairlead.cli.command.slurm;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.client.JobQuery;
import java.util.ArrayList;
import java.util.List;

/** {@code scancel}: ends jobs, and says nothing where that went well. */
final class ScancelCommand implements Command {
    private static final int MOST = 1000;

    @Override
    public void declare(Flags flags) {
        flags.anyNumber(
                        "NUMBER…",
                        "numbers of your jobs, members of arrays as 55_3 or 55_[1-3,7]; all of them are tried")
                .value("-u, --user", "USER", "all your jobs: give your own name")
                .flag("--me", "all your jobs")
                .value("-n, --name", "NAME", "your jobs of this name")
                .value("-t, --state", "STATE", "of those only the ones in this state: PENDING, RUNNING")
                .flag("-v, --verbose", "say which");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, InterruptedException {
        boolean many = given.has("--me") || given.has("--user") || given.has("--name") || given.has("--state");
        if (given.arguments().isEmpty() && !many) {
            throw new WrongUsage("No job identification provided", "");
        }
        int code = ExitCode.DONE;
        for (String number : Numbers.each(given.arguments())) {
            code = Math.max(code, cancel(given, session, Numbers.name(number), number));
        }
        if (many) {
            for (JobSummary job : chosen(given, session)) {
                code = Math.max(code, cancel(given, session, job.id(), Handing.number(job)));
            }
        }
        return code;
    }

    private static List<JobSummary> chosen(Given given, Session session) throws ApiFailure, InterruptedException {
        JobQuery live = JobQuery.MINE.in(List.of("pending", "running")).atMost(MOST);
        JobQuery query = given.has("--state") ? live.each() : live;
        List<JobSummary> jobs = new ArrayList<>(session.server().jobs(query).jobs());
        given.text("--name").ifPresent(name -> jobs.removeIf(job -> !job.name().equals(name)));
        given.text("--user")
                .ifPresent(user -> jobs.removeIf(job -> !job.owner().name().equals(user)));
        given.text("--state").ifPresent(states -> jobs.removeIf(job -> !SlurmWords.in(states, job)));
        return jobs;
    }

    private static int cancel(Given given, Session session, String job, String shown)
            throws ApiFailure, InterruptedException {
        try {
            session.server().cancel(job);
            if (given.has("--verbose")) {
                session.shell().err().println("scancel: Terminating job " + Inert.line(shown));
            }
            return ExitCode.DONE;
        } catch (ApiRefusal e) {
            Failure failure = Numbers.failure(e, shown);
            failure.tell(session.shell());
            return failure.code();
        }
    }
}
