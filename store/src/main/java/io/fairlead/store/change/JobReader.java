package io.fairlead.store.change;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.cluster.Portion;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.AttemptState;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Stop;
import io.fairlead.core.job.Submission;
import io.fairlead.core.job.Timeline;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import io.fairlead.store.sqlite.Command;
import io.fairlead.store.sqlite.Micros;
import io.fairlead.store.sqlite.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes whole jobs of the core out of rows. */
public final class JobReader {
    private static final String COLUMNS = """
            SELECT j.number AS job, j.id, j.submitted, j.state, j.since, j.reason, j.cancel_requested, j.image_present,
                j.attempts, j.ran_before, j.retried, j.promised, j.clearing_cluster, j.clearing_node,
                j.removed, s.job AS submitted_with,
                s.dialect, s.definition, coalesce(s.source, s.definition) AS source, s.version, s.resolved
            """;
    private static final String JOB =
            COLUMNS + "FROM job j JOIN submission s ON s.job = coalesce(j.alike, j.array, j.number) ";
    private static final String LIVE = COLUMNS
            + "FROM job j INDEXED BY job_live JOIN submission s ON s.job = coalesce(j.alike, j.array, j.number)"
            + " WHERE j.ended IS NULL ORDER BY j.submitted, j.id";
    private static final String ALL = JOB + "ORDER BY j.number";
    private static final String ONE = JOB + "WHERE j.id = ?";
    private static final String ATTEMPTS = "SELECT * FROM attempt WHERE job = ? AND number >= ? ORDER BY number";
    private static final String PLACEMENTS = "SELECT * FROM placement WHERE job = ? AND attempt = ? ORDER BY rank";
    private static final String DEVICES =
            "SELECT device, kind, milli FROM lease WHERE job = ? AND attempt = ? AND rank = ? ORDER BY position";

    private final SubmissionCodec submissions;

    /** @param parse reads a canonical definition */
    public JobReader(Function<String, JobDefinition> parse) {
        submissions = new SubmissionCodec(parse);
    }

    /** Every job that has not ended, first submitted first, ties by id. */
    public List<Job> live(Connection connection) throws SQLException {
        List<Job> jobs = new ArrayList<>();
        Latest latest = new Latest();
        try (Command live = new Command(connection, LIVE);
                Attempts attempts = new Attempts(connection)) {
            live.each(row -> jobs.add(job(row, latest, newest(row, attempts))));
        }
        return jobs;
    }

    /** What is done with each job. */
    public interface Each {
        /**
         * @param number of its row
         * @param attempts all of the job's, the first one first
         */
        void job(long number, Job job, List<Attempt> attempts) throws SQLException;

        /** Instead of {@link #job}, for rows that make no job. */
        void unreadable(String id, String cause);
    }

    /** Every job, ended or not, in the order of the submits; only one at a time is in memory. */
    public void all(Connection connection, Each each) throws SQLException {
        Latest latest = new Latest();
        try (Command all = new Command(connection, ALL);
                Attempts attempts = new Attempts(connection)) {
            all.each(row -> {
                try {
                    long number = row.number("job");
                    List<Attempt> tries = attempts.from(number, 1);
                    each.job(number, job(row, latest, tries), tries);
                } catch (RuntimeException e) {
                    each.unreadable(row.text("id"), e.toString());
                }
            });
        }
    }

    /** One job, ended or not. */
    public Optional<Job> job(Connection connection, JobId id) throws SQLException {
        return jobs(connection, List.of(id)).stream().findFirst();
    }

    /** Those of these jobs that there are, in the same order. */
    public List<Job> jobs(Connection connection, List<JobId> ids) throws SQLException {
        List<Job> jobs = new ArrayList<>();
        Latest latest = new Latest();
        try (Command one = new Command(connection, ONE);
                Attempts attempts = new Attempts(connection)) {
            for (JobId id : ids) {
                one.text(id.text())
                        .first(row -> job(row, latest, newest(row, attempts)))
                        .ifPresent(jobs::add);
            }
        }
        return jobs;
    }

    /** All attempts of a job, first one first. */
    public List<Attempt> attempts(Connection connection, long number) throws SQLException {
        try (Attempts attempts = new Attempts(connection)) {
            return attempts.from(number, 1);
        }
    }

    /** What was submitted last, so that it is read once for the members of an array, which come one after the other. */
    private final class Latest {
        private long with = -1;
        private Optional<Submission> submission = Optional.empty();

        Submission of(Row row) throws SQLException {
            if (submission.isEmpty() || row.number("submitted_with") != with) {
                submission = Optional.of(submission(row));
                with = row.number("submitted_with");
            }
            return submission.get();
        }
    }

    private Submission submission(Row row) throws SQLException {
        return submissions.decode(new SubmissionCodec.Stored(
                row.text("dialect"),
                row.text("definition"),
                row.text("source"),
                row.small("version"),
                row.text("resolved")));
    }

    private static List<Attempt> newest(Row row, Attempts attempts) throws SQLException {
        int number = row.small("attempts");
        return number == 0 ? List.of() : attempts.from(row.number("job"), number);
    }

    private Job job(Row row, Latest latest, List<Attempt> tries) throws SQLException {
        Optional<Attempt> attempt = tries.isEmpty() ? Optional.empty() : Optional.of(tries.getLast());
        return new Job(
                new JobId(row.text("id")),
                latest.of(row),
                row.time("submitted"),
                JobState.valueOf(row.text("state")),
                row.time("since"),
                row.maybeText("reason").map(ProblemJson::problem),
                row.maybeTime("cancel_requested"),
                row.maybeTime("image_present"),
                attempt,
                Micros.duration(row.number("ran_before")),
                row.small("retried"),
                row.maybeTime("promised"),
                clearing(row),
                row.flag("removed"));
    }

    private record Lease(DeviceId device, Portion portion) {
        static Lease of(Row row) throws SQLException {
            Gpus each = new Gpus(row.small("milli"));
            return new Lease(new DeviceId(row.text("device")), Portion.kept(row.text("kind"), each));
        }
    }

    private static Optional<NodeRef> clearing(Row row) throws SQLException {
        Optional<String> node = row.maybeText("clearing_node");
        return node.isEmpty()
                ? Optional.empty()
                : Optional.of(new NodeRef(new ClusterId(row.small("clearing_cluster")), node.get()));
    }

    /** The three statements that make attempts, prepared once for many jobs. */
    private static final class Attempts implements AutoCloseable {
        private final Command attempts;
        private final Command placements;
        private final Command devices;

        Attempts(Connection connection) throws SQLException {
            attempts = new Command(connection, ATTEMPTS);
            placements = new Command(connection, PLACEMENTS);
            devices = new Command(connection, DEVICES);
        }

        List<Attempt> from(long job, int number) throws SQLException {
            return attempts.number(job).number(number).list(row -> attempt(job, row));
        }

        private Attempt attempt(long job, Row row) throws SQLException {
            int number = row.small("number");
            return new Attempt(
                    number,
                    AttemptState.valueOf(row.text("state")),
                    placements.number(job).number(number).list(it -> placement(job, number, it)),
                    row.flag("holding"),
                    times(row),
                    stop(row),
                    exit(row),
                    row.flag("logs_complete"),
                    row.small("warned"));
        }

        private Placement placement(long job, int attempt, Row row) throws SQLException {
            int rank = row.small("rank");
            List<Lease> leases =
                    devices.number(job).number(attempt).number(rank).list(Lease::of);
            return new Placement(
                    new NodeRef(new ClusterId(row.small("cluster")), row.text("node")),
                    leases.stream().map(Lease::device).toList(),
                    leases.stream().findFirst().map(Lease::portion).orElse(Portion.WHOLE),
                    new Cores(row.small("cores_milli")),
                    new Bytes(row.number("memory_bytes")),
                    new ContainerName(row.text("container")),
                    rank);
        }

        private static Timeline times(Row row) throws SQLException {
            return new Timeline(
                    row.time("assigned"),
                    row.maybeTime("starting"),
                    row.maybeTime("created"),
                    row.maybeTime("bound"),
                    row.maybeTime("running"),
                    row.maybeTime("exited"),
                    row.maybeTime("ended"));
        }

        private static Optional<Stop> stop(Row row) throws SQLException {
            Optional<String> cause = row.maybeText("stop_cause");
            return cause.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Stop(
                            Stop.Cause.valueOf(cause.get()),
                            row.time("stop_asked"),
                            row.maybeTime("stop_warned"),
                            row.maybeTime("stop_signalled"),
                            row.maybeTime("stop_killed")));
        }

        private static Optional<Exit> exit(Row row) throws SQLException {
            return row.maybeTime("exit_at").isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Exit(
                            row.small("exit_code"),
                            row.flag("exit_oom"),
                            row.time("exit_at"),
                            row.maybeText("exit_error")));
        }

        @Override
        public void close() throws SQLException {
            attempts.close();
            placements.close();
            devices.close();
        }
    }
}
