package io.fairlead.cli.command.slurm;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.JobWords;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.command.slurm.Fields.Field;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.JobList;
import io.fairlead.wire.api.JobList.AnonymousJob;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.JobQuery;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/** {@code squeue}: jobs that have not ended. */
final class SqueueCommand implements Command {
    private static final String STANDARD = "%.18i %.9P %.8j %.8u %.2t %.10M %.6D %R";
    private static final String LONG = "%.18i %.9P %.8j %.8u %.8T %.10M %.9C %.6D %R";
    static final List<String> LIVE = List.of("pending", "running");
    private static final List<String> STARTED = List.of("running");
    private static final List<String> WAITING = List.of("pending");
    static final int MOST = 1000;

    /** Other people's jobs have no name and no number here. */
    private static final String NOT_SHOWN = "-";

    @Override
    public void declare(Flags flags) {
        flags.value("-u, --user", "USERS", "jobs of these users; others' are shown without what leads to them")
                .flag("--me", "your own jobs alone")
                .value("-j, --jobs", "NUMBERS", "these of your jobs, with commas between")
                .value("-n, --name", "NAMES", "your jobs of these names")
                .value("-t, --states", "STATES", "PENDING, RUNNING, COMPLETED, … or their short forms, or all")
                .value("-p, --partition", "NAME", "there is one: " + SlurmWords.PARTITION)
                .value("-o, --format", "FORMAT", "fields as %.18i; there are i j u a P t T M l C m D N R r V S e")
                .flag("-l, --long", "with the whole word of the state, and CPUs")
                .flag("-h, --noheader", "without the line of heads");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, InterruptedException {
        Shell shell = session.shell();
        Instant now = shell.world().clock().instant();
        var fields = new Fields<JobSummary>(
                given.text("--format", given.has("--long") ? LONG : STANDARD),
                known(now, shell.world().zone()));
        List<JobSummary> jobs = jobs(given, session);
        if (!given.has("--noheader")) {
            fields.head(shell.out());
        }
        jobs.forEach(job -> fields.row(shell.out(), job));
        return ExitCode.DONE;
    }

    private static List<JobSummary> jobs(Given given, Session session)
            throws Failure, ApiFailure, InterruptedException {
        List<JobSummary> found = new ArrayList<>();
        boolean own = given.has("--me") || given.has("--user") || given.has("--name");
        if (given.has("--jobs")) {
            for (String number : Numbers.each(given.texts("--jobs"))) {
                found.addAll(lines(session, Numbers.job(session, number)));
            }
        } else {
            JobQuery query = own ? JobQuery.MINE : JobQuery.MINE.everybodys();
            JobQuery live = given.has("--states") ? query.each() : query.in(LIVE);
            JobList list = session.server().jobs(live.atMost(MOST));
            for (JobSummary job : list.jobs()) {
                found.addAll(lines(session, job));
            }
            list.others().forEach(other -> found.add(somebodys(other)));
        }
        narrow(given, found);
        found.sort(Comparator.comparing(JobSummary::submittedAt).reversed());
        return found;
    }

    /** Of an array those that wait in one line, and each that has started in one of its own. */
    private static List<JobSummary> lines(Session session, JobSummary job) throws ApiFailure, InterruptedException {
        if (!JobWords.isArray(job)) {
            return List.of(job);
        }
        List<JobSummary> lines = new ArrayList<>();
        for (JobSummary member : members(session, job, STARTED)) {
            lines.add(member);
        }
        members(session, job, WAITING).stream().findFirst().ifPresent(first -> lines.add(waiting(job, first)));
        return lines;
    }

    private static List<JobSummary> members(Session session, JobSummary array, List<String> states)
            throws ApiFailure, InterruptedException {
        return session.server()
                .jobs(JobQuery.MINE.membersOf(array.id()).in(states))
                .jobs();
    }

    /** The first of those that wait, with the indexes of all. */
    static JobSummary waiting(JobSummary array, JobSummary first) {
        return new JobSummary(
                array.id(),
                first.name(),
                first.state(),
                first.submittedAt(),
                first.since(),
                first.owner(),
                first.project(),
                first.request(),
                first.image(),
                first.dialect(),
                first.position(),
                first.reason(),
                first.attempt(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                array.number(),
                array.array());
    }

    private static void narrow(Given given, List<JobSummary> found) {
        given.text("--user")
                .ifPresent(users -> keep(found, users, job -> job.owner().name()));
        given.text("--name").ifPresent(names -> keep(found, names, JobSummary::name));
        given.text("--partition").ifPresent(names -> keep(found, names, _ -> SlurmWords.PARTITION));
        given.text("--states").ifPresent(states -> found.removeIf(job -> !SlurmWords.in(states, job)));
    }

    private static void keep(List<JobSummary> found, String words, Function<JobSummary, String> of) {
        List<String> wanted = List.of(words.split(",", -1));
        found.removeIf(job -> !wanted.contains(of.apply(job)));
    }

    private static JobSummary somebodys(AnonymousJob other) {
        return new JobSummary(
                NOT_SHOWN,
                NOT_SHOWN,
                other.state(),
                other.submittedAt(),
                other.since(),
                new JobSummary.Owner(-1, NOT_SHOWN),
                NOT_SHOWN,
                other.request(),
                NOT_SHOWN,
                NOT_SHOWN,
                Optional.empty(),
                Optional.empty(),
                0,
                other.nodes(),
                List.of(),
                other.state().equals("RUNNING") ? Optional.of(other.since()) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                Optional.empty());
    }

    private static SequencedMap<Character, Field<JobSummary>> known(Instant now, ZoneId zone) {
        SequencedMap<Character, Field<JobSummary>> known = new LinkedHashMap<>();
        known.put('i', new Field<>("JOBID", Handing::number));
        known.put('A', new Field<>("JOBID", Handing::raw));
        known.put('F', new Field<>("ARRAY_JOB_ID", Handing::array));
        known.put('K', new Field<>("ARRAY_TASK_ID", Handing::index));
        known.put('j', new Field<>("NAME", JobSummary::name));
        known.put('u', new Field<>("USER", job -> job.owner().name()));
        known.put('a', new Field<>("ACCOUNT", JobSummary::project));
        known.put('P', new Field<>("PARTITION", _ -> SlurmWords.PARTITION));
        known.put('t', new Field<>("ST", SlurmWords::shortState));
        known.put('T', new Field<>("STATE", SlurmWords::state));
        known.put('M', new Field<>("TIME", job -> SlurmWords.time(SlurmWords.elapsed(job, now))));
        known.put(
                'C',
                new Field<>("CPUS", job -> job.request().cpus().toBigInteger().toString()));
        known.put('m', new Field<>("MIN_MEMORY", job -> (job.request().memoryBytes() >> 20) + "M"));
        known.put('D', new Field<>("NODES", _ -> "1"));
        known.put('N', new Field<>("NODELIST", job -> String.join(",", job.nodes())));
        known.put('R', new Field<>("NODELIST(REASON)", SlurmWords::nodesOrReason));
        known.put('r', new Field<>("REASON", SlurmWords::reason));
        known.put(
                'b',
                new Field<>(
                        "TRES_PER_NODE",
                        job -> job.request().gpus().signum() == 0
                                ? "N/A"
                                : "gres/gpu:"
                                        + job.request()
                                                .migProfile()
                                                .map(it -> it + ":")
                                                .orElse("")
                                        + job.request().gpus().toPlainString()));
        known.put('V', new Field<>("SUBMIT_TIME", job -> SlurmWords.moment(job.submittedAt(), zone)));
        known.put(
                'S',
                new Field<>(
                        "START_TIME",
                        job -> job.startedAt()
                                .map(at -> SlurmWords.moment(at, zone))
                                .orElse("N/A")));
        known.put(
                'e',
                new Field<>(
                        "END_TIME",
                        job -> job.endedAt()
                                .map(at -> SlurmWords.moment(at, zone))
                                .orElse("N/A")));
        return known;
    }
}
