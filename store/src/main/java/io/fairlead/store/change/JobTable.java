package io.fairlead.store.change;

import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Submission;
import io.fairlead.core.problem.Problem;
import io.fairlead.store.sqlite.Command;
import io.fairlead.store.sqlite.Micros;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/** Jobs and what was submitted, as rows. */
final class JobTable {
    private static final String NUMBER = "SELECT number FROM job WHERE id = ?";
    /** As it was admitted: waiting, with nothing behind it. */
    private static final String INSERT = """
            INSERT INTO job (number, id, owner_uid, owner, project_gid, project, name, labels, image, digest, cores_milli,
                gpus_milli, memory_bytes, submitted, array, state, since, image_present, attempts, ran_before, retried,
                removed, alike)
            VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,0,0,0,0,?)""";

    private static final String UPDATE = """
            UPDATE job SET state = ?, since = ?, ended = ?, reason_code = ?, reason = ?, cancel_requested = ?,
                image_present = ?, attempts = ?, cluster = ?, node = ?, started = ?, exit_code = ?, ran_before = ?,
                retried = ?, promised = ?, clearing_cluster = ?, clearing_node = ?, removed = ?
            WHERE number = ?""";
    private static final String UPDATE_LIVE = UPDATE + " AND ended IS NULL";
    private static final String REMOVE = "UPDATE job SET removed = 1 WHERE number = ? AND ended IS NOT NULL";
    private static final String SUBMISSION =
            "INSERT INTO submission (job, dialect, definition, source, version, resolved) VALUES (?,?,?,?,?,?)";

    private final SubmissionCodec submissions;

    JobTable(SubmissionCodec submissions) {
        this.submissions = submissions;
    }

    /** @throws IllegalStateException where there is no such job */
    long number(Writer writer, JobId id) throws SQLException {
        return writer.command(NUMBER)
                .text(id.text())
                .first(row -> row.number("number"))
                .orElseThrow(() -> new IllegalStateException("job " + id + " was never submitted"));
    }

    /**
     * A new row.
     *
     * @param job as it was admitted
     * @param array the number of the first member of its array; empty: no member
     */
    void insert(Writer writer, long number, OptionalLong array, Job job) throws SQLException {
        Submission submission = job.submission();
        JobDefinition definition = submission.definition();
        // Whoever submits many jobs mostly submits the same one again.
        OptionalLong alike = writer.alike(submission);
        writer.command(INSERT)
                .number(number)
                .text(job.id().text())
                .number(submission.owner().uid())
                .text(submission.owner().name())
                .number(submission.project().gid())
                .text(submission.project().name())
                .text(definition.name())
                .text(Labels.json(definition))
                .text(submission.image().reference())
                .text(submission.image().digest())
                .number(definition.resources().cpus().milli())
                .number(definition.resources().gpus().milli())
                .number(definition.resources().memory().count())
                .time(job.submittedAt())
                .number(array)
                .text(job.state().name())
                .time(job.since())
                .time(job.imagePresentAt())
                .number(alike)
                .run();
        if (alike.isEmpty() && array.orElse(number) == number) {
            insert(writer, number, submissions.encode(submission));
            writer.wrote(submission, number);
        }
    }

    private static void insert(Writer writer, long number, SubmissionCodec.Stored stored) throws SQLException {
        writer.command(SUBMISSION)
                .number(number)
                .text(stored.dialect())
                .text(stored.definition())
                .orNull(stored.source().equals(stored.definition()) ? null : stored.source())
                .number(stored.version())
                .text(stored.resolved())
                .run();
    }

    /** The row as the job is now; the database refuses to move a job that has ended. */
    void update(Writer writer, long number, Job job) throws SQLException {
        if (!job.removed()) {
            moving(writer.command(UPDATE), job).number(number).run();
            return;
        }
        moving(writer.command(UPDATE_LIVE), job).number(number).run();
        if (writer.command(REMOVE).number(number).run() != 1) {
            throw new IllegalStateException("job " + job.id() + " is not there to be removed");
        }
    }

    private static Command moving(Command command, Job job) throws SQLException {
        Optional<Attempt> attempt = job.attempt();
        Optional<NodeRef> node = attempt.map(it -> it.placements().getFirst().where());
        command.text(job.state().name())
                .time(job.since())
                .time(job.state().isTerminal() ? Optional.of(job.since()) : Optional.empty())
                .text(job.reason().map(Problem::code))
                .text(job.reason().map(ProblemJson::text))
                .time(job.cancelRequestedAt())
                .time(job.imagePresentAt())
                .number(job.attempts());
        node(command, node);
        Optional<Exit> exit = attempt.flatMap(Attempt::exit);
        command.time(attempt.flatMap(it -> it.times().running()));
        if (exit.isPresent()) {
            command.number(exit.get().code());
        } else {
            command.missing();
        }
        command.number(Micros.of(job.ranBefore())).number(job.retried()).time(job.promise());
        node(command, job.clearing());
        return command.flag(job.removed());
    }

    private static void node(Command command, Optional<NodeRef> node) throws SQLException {
        if (node.isPresent()) {
            command.number(node.get().cluster().number()).text(node.get().node());
        } else {
            command.missing().missing();
        }
    }
}
