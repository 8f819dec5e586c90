package io.fairlead.cli.command.slurm;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.show.World;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.JobQuery;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code sacct}: one's own jobs since midnight, those that have ended too. */
final class SacctCommand implements Command {
    private static final String STANDARD = "JobID,JobName,Partition,Account,AllocCPUS,State,ExitCode";
    private static final int MOST = 1000;

    /** A column: its width, and what is in it. */
    private record Column(String head, int width, Function<JobSummary, String> value) {}

    @Override
    public void declare(Flags flags) {
        flags.value("-j, --jobs", "NUMBERS", "these of your jobs, with commas between")
                .value("-o, --format", "FIELDS", "with commas between, each with %WIDTH if need be")
                .value("-s, --state", "STATES", "COMPLETED, FAILED, … or their short forms")
                .value("-S, --starttime", "TIME", "since then: YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS; today's without")
                .value("-u, --user", "USER", "your own name: nobody sees others' jobs")
                .value("--name", "NAME", "jobs of this name")
                .flag("-X, --allocations", "without steps, of which there are none")
                .flag("-n, --noheader", "without the lines of heads")
                .flag("-p, --parsable", "with | behind each field")
                .flag("-P, --parsable2", "with | between fields")
                .footer("Fields: " + String.join(" ", columns(Optional.empty()).keySet()));
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, InterruptedException {
        World world = session.shell().world();
        List<Column> chosen = chosen(given.text("--format", STANDARD), columns(Optional.of(world)));
        List<JobSummary> jobs = jobs(given, session, world);
        PrintStream out = session.shell().out();
        boolean bare = given.has("--parsable") || given.has("--parsable2");
        String end = given.has("--parsable") ? "|" : "";
        if (!given.has("--noheader")) {
            out.println(bare ? joined(chosen, Column::head) + end : set(chosen, Column::head));
            if (!bare) {
                out.println(set(chosen, column -> "-".repeat(column.width())));
            }
        }
        for (JobSummary job : jobs) {
            out.println(
                    bare
                            ? joined(chosen, column -> Inert.line(column.value().apply(job))) + end
                            : set(chosen, column -> Inert.line(column.value().apply(job))));
        }
        return ExitCode.DONE;
    }

    private static List<JobSummary> jobs(Given given, Session session, World world)
            throws Failure, ApiFailure, InterruptedException {
        List<JobSummary> jobs = new ArrayList<>();
        if (given.has("--jobs")) {
            for (String number : Numbers.each(given.texts("--jobs"))) {
                jobs.addAll(Numbers.jobs(session, number));
            }
        } else {
            Instant since = given.text("--starttime")
                    .map(text -> since(text, world))
                    .orElseGet(() -> LocalDate.ofInstant(world.clock().instant(), world.zone())
                            .atStartOfDay(world.zone())
                            .toInstant());
            jobs.addAll(session.server().jobs(JobQuery.MINE.each().atMost(MOST)).jobs());
            jobs.removeIf(
                    job -> job.endedAt().filter(end -> end.isBefore(since)).isPresent());
        }
        given.text("--user")
                .ifPresent(user -> jobs.removeIf(job -> !job.owner().name().equals(user)));
        given.text("--name").ifPresent(name -> jobs.removeIf(job -> !job.name().equals(name)));
        given.text("--state").ifPresent(states -> jobs.removeIf(job -> !SlurmWords.in(states, job)));
        jobs.sort(Comparator.comparing(JobSummary::submittedAt)
                .thenComparing(job -> job.number().orElse(0L)));
        return jobs;
    }

    private static Instant since(String text, World world) {
        try {
            LocalDateTime time =
                    text.indexOf('T') < 0 ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text);
            return time.atZone(world.zone()).toInstant();
        } catch (DateTimeParseException e) {
            throw new WrongUsage("Invalid time specification: " + text, "write YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS");
        }
    }

    /** @param world empty where only the names are wanted */
    private static Map<String, Column> columns(Optional<World> world) {
        Map<String, Column> all = new LinkedHashMap<>();
        column(all, "JobID", 12, Handing::number);
        column(all, "JobIDRaw", 12, Handing::raw);
        column(all, "JobName", 10, JobSummary::name);
        column(all, "Partition", 10, _ -> SlurmWords.PARTITION);
        column(all, "Account", 10, JobSummary::project);
        column(all, "User", 9, job -> job.owner().name());
        column(all, "AllocCPUS", 10, job -> job.request().cpus().toBigInteger().toString());
        column(all, "NCPUS", 10, job -> job.request().cpus().toBigInteger().toString());
        column(all, "ReqMem", 10, job -> (job.request().memoryBytes() >> 20) + "M");
        column(all, "State", 10, SlurmWords::state);
        column(all, "ExitCode", 8, SlurmWords::exitCode);
        column(all, "NodeList", 15, job -> job.nodes().isEmpty() ? "None assigned" : String.join(",", job.nodes()));
        column(all, "NNodes", 8, _ -> "1");
        column(all, "Elapsed", 10, job -> SlurmWords.wholeTime(SlurmWords.elapsed(job, now(world))));
        column(
                all,
                "ElapsedRaw",
                10,
                job -> Long.toString(SlurmWords.elapsed(job, now(world)).toSeconds()));
        column(all, "Submit", 19, job -> moment(Optional.of(job.submittedAt()), world));
        column(all, "Start", 19, job -> moment(job.startedAt(), world));
        column(all, "End", 19, job -> moment(job.endedAt(), world));
        return all;
    }

    private static void column(Map<String, Column> all, String head, int width, Function<JobSummary, String> value) {
        all.put(head, new Column(head, width, value));
    }

    private static Instant now(Optional<World> world) {
        return world.orElseThrow().clock().instant();
    }

    private static String moment(Optional<Instant> time, Optional<World> world) {
        return time.map(at -> SlurmWords.moment(at, world.orElseThrow().zone())).orElse(SlurmWords.UNKNOWN);
    }

    private static List<Column> chosen(String format, Map<String, Column> known) {
        List<Column> chosen = new ArrayList<>();
        for (String field : format.split(",", -1)) {
            String[] parts = field.split("%", 2);
            Column column = known.values().stream()
                    .filter(it -> it.head().toLowerCase(Locale.ROOT).equals(parts[0].toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new WrongUsage(
                            "Invalid field requested: \"" + parts[0] + "\"",
                            Given.hint(parts[0], List.copyOf(known.keySet()))));
            boolean wide = parts.length > 1 && parts[1].matches("-?[1-9]\\d{0,2}");
            int width = wide ? Math.abs(Integer.parseInt(parts[1])) : column.width();
            chosen.add(new Column(column.head(), width, column.value()));
        }
        return chosen;
    }

    private static String joined(List<Column> columns, Function<Column, String> text) {
        return String.join("|", columns.stream().map(text).toList());
    }

    /** The first to the left, all others to the right; what is cut ends with a plus. */
    private static String set(List<Column> columns, Function<Column, String> text) {
        StringBuilder line = new StringBuilder();
        for (Column column : columns) {
            String whole = text.apply(column);
            String cut = whole.length() > column.width() ? whole.substring(0, column.width() - 1) + "+" : whole;
            String gap = " ".repeat(column.width() - cut.length());
            line.append(line.isEmpty() ? cut + gap : gap + cut).append(' ');
        }
        return line.toString();
    }
}
