package io.fairlead.cli.command.runai;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.dialect.AsWritten;
import io.fairlead.cli.show.Amount;
import io.fairlead.cli.show.Table;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.JobQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The caller's jobs as {@code runai list} shows them. */
final class RunaiListCommand implements Command {
    private static final int JOBS_MAX = 200;
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    @Override
    public void declare(Flags flags) {
        flags.value("-p, --project", "NAME", "of this project alone")
                .flag("-A, --all-projects", "of all your projects, as without it")
                .footer("Jobs that were deleted are not listed: fairlead jobs shows them.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        Instant now = session.shell().world().clock().instant();
        Table table = new Table(
                "NAME",
                "STATUS",
                "AGE",
                "NODE",
                "IMAGE",
                "TYPE",
                "PROJECT",
                "USER",
                "GPUs Allocated (Requested)",
                "PODs Running (Pending)",
                "SERVICE URL(S)");
        for (JobSummary job :
                session.server().jobs(JobQuery.MINE.atMost(JOBS_MAX)).jobs()) {
            boolean wanted = given.text("--project")
                    .filter(name -> !name.equals(job.project()))
                    .isEmpty();
            if (wanted && !job.state().equals("CANCELLED")) {
                table.row(row(job, type(session, job), now));
            }
        }
        table.print(session.shell().out(), 0, false);
        return ExitCode.DONE;
    }

    private static String type(Session session, JobSummary job) throws ApiFailure, InterruptedException {
        AsWritten definition =
                AsWritten.of(session.server().job(job.id()).definition().text());
        boolean held = definition.flag("request", "scheduling", "session")
                || definition.flag("request", "scheduling", "interactive")
                || definition
                        .text("request", "scheduling", "priority")
                        .filter("high"::equals)
                        .isPresent();
        return held ? "Interactive" : "Train";
    }

    private static List<String> row(JobSummary job, String type, Instant now) {
        boolean running = status(job).equals("Running");
        boolean pending = List.of("Pending", "ContainerCreating").contains(status(job));
        String asked = Amount.plain(job.request().gpus());
        return List.of(
                job.name(),
                status(job),
                age(Duration.between(job.submittedAt(), now)),
                String.join(",", job.nodes()),
                job.image(),
                type,
                job.project(),
                job.owner().name(),
                (running ? asked : "0") + " (" + asked + ")",
                (running ? 1 : 0) + " (" + (pending ? 1 : 0) + ")",
                "");
    }

    /** In the words of its users. */
    static String status(JobSummary job) {
        return switch (job.state()) {
            case "ONHOLD", "QUEUED" -> "Pending";
            case "ASSIGNED", "STARTING" -> "ContainerCreating";
            case "FINISHED" -> "Succeeded";
            case "FAILED" -> "Fail";
            case "CANCELLED" -> "Deleted";
            default -> job.stopping() ? "Terminating" : "Running";
        };
    }

    private static String age(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < MINUTE) {
            return seconds + "s";
        }
        if (seconds < HOUR) {
            return seconds / MINUTE + "m";
        }
        return seconds < DAY ? seconds / HOUR + "h" : seconds / DAY + "d";
    }
}
