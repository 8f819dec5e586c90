package io.fairlead.cli.command;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.Output;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.api.JobList;
import io.fairlead.wire.api.JobList.AnonymousJob;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.client.ApiClient;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.JobQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Lists jobs: all that have not ended, and the last of one's own that have. */
final class JobsCommand implements Command {
    private static final int ENDED_SHOWN = 10;
    private static final int PAGE = 500;
    private static final int PAGE_MOST = 1000;
    private static final List<String> LIVE = List.of("pending", "running");
    private static final List<String> ENDED = List.of("finished");
    private static final List<String> STATES = List.of(
            "pending",
            "running",
            "finished",
            "ONHOLD",
            "QUEUED",
            "ASSIGNED",
            "STARTING",
            "RUNNING",
            "MUSTHALT",
            "HALTING",
            "FINISHED",
            "FAILED",
            "CANCELLED");

    @Override
    public void declare(Flags flags) {
        flags.flag("-m, --mine", "your own jobs alone")
                .value("-n, --limit", "COUNT", "how many jobs that have ended (" + ENDED_SHOWN + ")")
                .flag("-a, --all", "all that have ended, too")
                .value(
                        "-s, --state",
                        "STATES",
                        "only these, with commas between: RUNNING,FAILED or pending, running, finished")
                .value("--name", "NAME", "your jobs of this name")
                .value("--array", "JOB", "the members of this array, one by one");
        Output.ofList(flags);
        flags.footer(
                "Other people's jobs that have not ended are shown without what leads to them. A job is named",
                "by its id or by four or more characters that one id alone begins with.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        Output output = Output.list(given);
        JobList found = found(given, session.server());
        Shell shell = session.shell();
        switch (output) {
            case TABLE, WIDE -> new JobsTable(shell, output == Output.WIDE).print(found);
            case JSON, YAML -> output.tree(shell, found);
            case NAME -> found.jobs().forEach(job -> shell.out().println(job.id()));
        }
        return ExitCode.DONE;
    }

    private static JobList found(Given given, ApiClient server) throws ApiFailure, InterruptedException {
        if (given.has("--array")) {
            JobQuery members = JobQuery.MINE.membersOf(given.text("--array", ""));
            return server.jobs(given.has("--state") ? members.in(states(given)) : members);
        }
        long limit = given.count("--limit", ENDED_SHOWN);
        JobQuery query = given.has("--mine") ? JobQuery.MINE : JobQuery.MINE.everybodys();
        if (given.has("--name")) {
            query = query.named(given.text("--name", ""));
        }
        if (given.has("--state")) {
            return pages(server, query.in(states(given)), given.has("--limit") ? limit : Long.MAX_VALUE);
        }
        JobList live = pages(server, query.in(LIVE), Long.MAX_VALUE);
        JobList ended = pages(server, query.in(ENDED), given.has("--all") ? Long.MAX_VALUE : limit);
        List<JobSummary> jobs = new ArrayList<>(live.jobs());
        for (JobSummary job : ended.jobs()) {
            // a job that ended between the two questions is in both answers
            if (jobs.stream().noneMatch(other -> other.id().equals(job.id()))) {
                jobs.add(job);
            }
        }
        jobs.sort(Comparator.comparing(JobSummary::submittedAt).reversed());
        return new JobList(jobs, live.others(), Optional.empty());
    }

    private static List<String> states(Given given) {
        List<String> states = List.of(given.text("--state", "").split(",", -1));
        for (String state : states) {
            if (!STATES.contains(state)) {
                String near = Given.hint(state, STATES);
                throw new WrongUsage("--state takes " + String.join(", ", STATES) + ", not \"" + state + "\"", near);
            }
        }
        return states;
    }

    private static JobList pages(ApiClient server, JobQuery query, long most) throws ApiFailure, InterruptedException {
        List<JobSummary> jobs = new ArrayList<>();
        List<AnonymousJob> others = new ArrayList<>();
        Optional<String> next = Optional.empty();
        while (jobs.size() + others.size() < most) {
            long page = Math.min(most == Long.MAX_VALUE ? PAGE : PAGE_MOST, most - jobs.size() - others.size());
            JobQuery one = query.atMost((int) page);
            JobList list = server.jobs(next.isPresent() ? one.after(next.get()) : one);
            jobs.addAll(list.jobs());
            others.addAll(list.others());
            next = list.next();
            if (next.isEmpty()) {
                break;
            }
        }
        return new JobList(jobs, others, next);
    }
}
