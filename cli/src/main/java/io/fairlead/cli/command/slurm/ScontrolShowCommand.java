package io.fairlead.cli.command.slurm;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.JobWords;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.World;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.core.problem.Problem;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.api.NodeList.NodeView;
import io.fairlead.wire.api.ReservationList.ReservationView;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.JobQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@code scontrol show}: jobs, machines, the partition, or what is reserved, in full. */
final class ScontrolShowCommand implements Command {
    /** So long Slurm knows a job after its end. */
    private static final Duration KEPT = Duration.ofMinutes(5);

    private static final List<String> KINDS = List.of("job", "node", "partition", "reservation");
    private static final Map<String, String> ALSO = Map.of("jobid", "job", "nodename", "node", "res", "reservation");
    private static final Map<String, String> INSTEAD = Map.of(
            "assoc_mgr", "fairlead limits says what you may have and have",
            "config", "fairlead status says how the server is",
            "daemons", "fairlead status says how the server is",
            "hostnames", "a job has one machine, which NodeList of scontrol show job names",
            "licenses", "there are none",
            "step", "a job has no steps: scontrol show job",
            "topology", "fairlead nodes lists the machines");

    @Override
    public void declare(Flags flags) {
        flags.several("WHAT…", "job [NUMBER…], node [NAME…], partition, or reservation [NAME…]")
                .flag("-o, --oneliner", "each on one line")
                .footer(
                        "job without a NUMBER: all yours that have not ended or did so in the last five minutes; sacct",
                        "lists the others. Members of arrays are 55_3 or 55_[1-3,7]. Only what is known is shown.");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, InterruptedException {
        List<String> words = new ArrayList<>(List.of(given.argument().split("=", 2)));
        words.addAll(given.arguments().subList(1, given.arguments().size()));
        List<String> named = words.subList(1, words.size());
        List<Problem> missing = new ArrayList<>();
        List<Pairs> found = switch (kind(words.getFirst())) {
            case "job" -> jobs(session, named, missing);
            case "node" -> nodes(session, named, missing);
            case "partition" -> partition(session, named, missing);
            default -> reservations(session, named, missing);
        };
        if (found.isEmpty() && missing.isEmpty()) {
            session.shell().say("there are no " + kind(words.getFirst()) + "s");
        }
        found.forEach(one -> one.print(session.shell().out(), given.has("--oneliner")));
        if (!missing.isEmpty()) {
            throw Failure.refused(missing);
        }
        return ExitCode.DONE;
    }

    private static String kind(String word) {
        String lower = word.toLowerCase(Locale.ROOT).replaceAll("s$", "");
        String kind = ALSO.getOrDefault(lower, lower);
        if (KINDS.contains(kind)) {
            return kind;
        }
        String better = INSTEAD.getOrDefault(word.toLowerCase(Locale.ROOT), INSTEAD.getOrDefault(lower, ""));
        if (!better.isEmpty()) {
            throw new WrongUsage("scontrol show " + word + " can not be had here", better);
        }
        String near = Given.hint(lower, KINDS);
        throw new WrongUsage(
                "scontrol shows no " + word, near.isEmpty() ? "there are " + String.join(", ", KINDS) : near);
    }

    private static List<Pairs> jobs(Session session, List<String> named, List<Problem> missing)
            throws Failure, ApiFailure, InterruptedException {
        List<Pairs> found = new ArrayList<>();
        for (String number : named.isEmpty() ? own(session) : Numbers.each(named)) {
            Optional<JobDetail> detail = Numbers.find(session, number);
            if (detail.isPresent()) {
                found.addAll(each(session, detail.get()));
            } else {
                missing.add(SlurmCommandProblems.INVALID_JOB.reason("number", number));
            }
        }
        return found;
    }

    private static Set<String> own(Session session) throws ApiFailure, InterruptedException {
        Instant since = session.shell().world().clock().instant().minus(KEPT);
        JobQuery live = JobQuery.MINE.in(SqueueCommand.LIVE).atMost(SqueueCommand.MOST);
        List<JobSummary> jobs = new ArrayList<>(session.server().jobs(live).jobs());
        session.server().jobs(JobQuery.MINE).jobs().stream()
                .filter(job -> job.endedAt().filter(since::isBefore).isPresent())
                .forEach(jobs::add);
        Set<String> ids = new LinkedHashSet<>();
        jobs.forEach(job -> ids.add(job.id()));
        return ids;
    }

    /** Of an array each that has started, and those that wait in one. */
    private static List<Pairs> each(Session session, JobDetail detail) throws ApiFailure, InterruptedException {
        World world = session.shell().world();
        JobSummary job = detail.job();
        if (!JobWords.isArray(job)) {
            return List.of(new JobPairs(job, detail, world).all());
        }
        List<JobSummary> lines = new ArrayList<>();
        Optional<JobSummary> waiting = Optional.empty();
        JobQuery members = JobQuery.MINE.membersOf(job.id()).atMost(SqueueCommand.MOST);
        for (JobSummary member : session.server().jobs(members).jobs()) {
            if (!SlurmWords.state(member).equals("PENDING")) {
                lines.add(member);
            } else if (waiting.isEmpty()) {
                waiting = Optional.of(SqueueCommand.waiting(job, member));
            }
        }
        waiting.ifPresent(lines::addFirst);
        return lines.stream()
                .map(line -> new JobPairs(line, detail, world).all())
                .toList();
    }

    private static List<Pairs> nodes(Session session, List<String> named, List<Problem> missing)
            throws ApiFailure, InterruptedException {
        PlacePairs pairs = new PlacePairs(session.shell().world());
        return chosen(session.server().nodes().nodes(), NodeView::node, named, "node", missing).stream()
                .map(pairs::node)
                .toList();
    }

    private static List<Pairs> partition(Session session, List<String> named, List<Problem> missing)
            throws ApiFailure, InterruptedException {
        List<String> one = List.of(SlurmWords.PARTITION);
        if (chosen(one, Function.identity(), named, "partition", missing).isEmpty()) {
            return List.of();
        }
        return List.of(PlacePairs.partition(session.server().nodes().nodes()));
    }

    private static List<Pairs> reservations(Session session, List<String> named, List<Problem> missing)
            throws ApiFailure, InterruptedException {
        PlacePairs pairs = new PlacePairs(session.shell().world());
        List<ReservationView> all = session.server().reservations().reservations();
        return chosen(all, ReservationView::name, named, "reservation", missing).stream()
                .map(pairs::reservation)
                .toList();
    }

    /** Those that are named, all where none is. */
    private static <T> List<T> chosen(
            List<T> all, Function<T, String> name, List<String> named, String what, List<Problem> missing) {
        List<String> wanted = named.stream()
                .flatMap(it -> List.of(it.split(",", -1)).stream())
                .toList();
        List<String> names = all.stream().map(name).toList();
        wanted.stream().filter(it -> !names.contains(it)).forEach(it -> {
            String near = Given.hint(it, names);
            missing.add(SlurmCommandProblems.NOT_THERE.reason(
                    "what", what, "name", it, "near", near.isEmpty() ? "" : "; " + near));
        });
        return all.stream()
                .filter(it -> wanted.isEmpty() || wanted.contains(name.apply(it)))
                .toList();
    }
}
