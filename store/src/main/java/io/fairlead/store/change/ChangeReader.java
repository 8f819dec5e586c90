package io.fairlead.store.change;

import io.fairlead.core.job.Actor;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Submission;
import io.fairlead.store.sqlite.Command;
import io.fairlead.store.sqlite.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/** Reads the changes of one job after the other, as values of the core. */
public final class ChangeReader implements AutoCloseable {
    /** A change with its place in the log. */
    public record Numbered(long seq, Recorded recorded) {}

    private static final String OF_JOB = "SELECT * FROM change WHERE job = ? ORDER BY seq";

    private static final String OF_ARRAY = """
            SELECT c.*, j.id AS job_id FROM job j JOIN change c ON c.job = j.number
            WHERE j.array = ? AND c.seq > ? ORDER BY c.seq LIMIT ?""";

    private final ChangeCodec codec = new ChangeCodec();
    private final Command ofJob;

    public ChangeReader(Connection connection) throws SQLException {
        ofJob = new Command(connection, OF_JOB);
    }

    /**
     * The changes of a job in order.
     *
     * @param number of its row
     * @param submission which its submit does not repeat
     * @throws IllegalStateException where one cannot be read
     */
    public List<Numbered> of(long number, JobId id, Submission submission) throws SQLException {
        return ofJob.number(number).list(row -> numbered(row, id, submission));
    }

    /**
     * Those of the members of an array with a {@code seq} above {@code after}, in order.
     *
     * @param array its number
     * @param submission of all of them
     */
    public List<Numbered> ofArray(Connection connection, long array, Submission submission, Part part)
            throws SQLException {
        try (Command ofArray = new Command(connection, OF_ARRAY)) {
            return ofArray.number(array)
                    .number(part.after())
                    .number(part.most())
                    .list(row -> numbered(row, new JobId(row.text("job_id")), submission));
        }
    }

    /** Not all of them: what comes after this one, and how many. */
    public record Part(long after, int most) {}

    private Numbered numbered(Row row, JobId id, Submission submission) throws SQLException {
        var stored =
                new ChangeCodec.Stored(row.text("kind"), row.small("version"), row.small("attempt"), row.text("json"));
        var around = new ChangeCodec.Around(id, row.time("at"), () -> submission);
        return new Numbered(row.number("seq"), new Recorded(around.at(), actor(row), codec.decode(around, stored)));
    }

    private static Actor actor(Row row) throws SQLException {
        OptionalLong uid = row.maybeNumber("uid");
        return switch (row.text("actor")) {
            case "user" -> new Actor.User(uid.orElseThrow());
            case "admin" -> new Actor.Admin(uid.orElseThrow());
            case "scheduler" -> new Actor.Scheduler();
            case "engine" -> new Actor.Engine();
            case "clock" -> new Actor.Clock();
            default -> throw new IllegalStateException("no such actor: " + row.text("actor"));
        };
    }

    @Override
    public void close() throws SQLException {
        ofJob.close();
    }
}
