package io.fairlead.cli.command.docker;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.gotemplate.GoValue;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.JobQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The caller's jobs as {@code docker ps} lists containers. */
final class PsCommand implements Command {
    private static final int JOBS_MAX = 1000;
    private static final int COLUMNS = 7;

    @Override
    public void declare(Flags flags) {
        flags.flag("-a, --all", "also those that have ended")
                .flag("-q, --quiet", "ids alone")
                .flag("-l, --latest", "the newest one")
                .value("-n, --last", "COUNT", "the newest of all states")
                .flag("--no-trunc", "commands in full length")
                .values("-f, --filter", "NAME=VALUE", "name=TEXT or status=running; may be repeated")
                .value("--format", "TEMPLATE", "Go's template for each, table TEMPLATE, or json")
                .footer("Containers are your jobs: a job that waits is Created, with the reason.");
    }

    /** The fields of a template after {@code table}, the first seven of which are the columns otherwise. */
    private static SequencedMap<String, String> heads() {
        SequencedMap<String, String> heads = new LinkedHashMap<>();
        heads.put("ID", "CONTAINER ID");
        heads.put("Image", "IMAGE");
        heads.put("Command", "COMMAND");
        heads.put("RunningFor", "CREATED");
        heads.put("Status", "STATUS");
        heads.put("Ports", "PORTS");
        heads.put("Names", "NAMES");
        heads.put("State", "STATE");
        heads.put("Labels", "LABELS");
        heads.put("Mounts", "MOUNTS");
        heads.put("CreatedAt", "CREATED AT");
        heads.put("Networks", "NETWORKS");
        heads.put("Size", "SIZE");
        return heads;
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, InterruptedException {
        Instant now = session.shell().world().clock().instant();
        boolean latest = given.has("--latest") || given.has("--last");
        long most = given.has("--latest") ? 1 : given.count("--last", JOBS_MAX);
        List<JobSummary> jobs = new ArrayList<>();
        for (JobSummary job :
                session.server().jobs(JobQuery.MINE.each().atMost(JOBS_MAX)).jobs()) {
            boolean wanted = (given.has("--all") || latest || Containers.isLive(job)) && matches(given, job);
            if (wanted && jobs.size() < most) {
                jobs.add(job);
            }
        }
        if (given.has("--quiet")) {
            jobs.forEach(job -> session.shell().out().println(job.id()));
            return ExitCode.DONE;
        }
        List<GoValue.Struct> rows = new ArrayList<>();
        for (JobSummary job : jobs) {
            rows.add(new ContainerShape(session.server().job(job.id()), now).row(given.has("--no-trunc")));
        }
        new DockerTable(heads(), COLUMNS).print(session.shell().out(), rows, given.text("--format", ""));
        return ExitCode.DONE;
    }

    private static boolean matches(Given given, JobSummary job) throws Failure {
        for (String filter : given.texts("--filter")) {
            int equals = filter.indexOf('=');
            String key = equals < 0 ? filter : filter.substring(0, equals);
            String value = filter.substring(equals + 1);
            boolean fits = switch (key) {
                case "name" -> job.name().contains(value);
                case "status" -> ContainerShape.state(job).equals(value);
                case "id" -> job.id().startsWith(value);
                default -> throw Failure.wrong(DockerProblems.FILTER.reason("filter", key));
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
