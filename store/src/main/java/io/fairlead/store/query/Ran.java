package io.fairlead.store.query;

import io.fairlead.core.job.JobId;
import io.fairlead.store.sqlite.Command;
import io.fairlead.store.sqlite.Micros;
import io.fairlead.store.sqlite.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What is recorded of when a job ran.
 *
 * @param assigned when its first attempt was given its place
 * @param held how long its attempts held theirs, together; of one that still does, so far
 * @param released when it was last released from hold; empty where it never was
 */
public record Ran(JobId id, Instant assigned, Duration held, Optional<Instant> released) {
    private static final String SINCE = """
            SELECT job.id, min(attempt.assigned) AS assigned,
                sum(max(0, coalesce(attempt.exited, attempt.ended, ?1) - attempt.assigned)) AS held,
                (SELECT max(change.at) FROM change WHERE change.job = job.number AND change.kind = 'released') AS released
            FROM job JOIN attempt ON attempt.job = job.number
            WHERE job.ended IS NULL OR job.ended >= ?2
            GROUP BY job.number ORDER BY job.submitted DESC, job.id DESC LIMIT ?3
            """;

    static List<Ran> since(Connection connection, Instant since, Instant now, int most) throws SQLException {
        try (Command command = new Command(connection, SINCE)) {
            return command.number(Micros.of(now))
                    .number(Micros.of(since))
                    .number(most)
                    .list(Ran::of);
        }
    }

    private static Ran of(Row row) throws SQLException {
        return new Ran(
                new JobId(row.text("id")),
                row.time("assigned"),
                Duration.of(row.number("held"), ChronoUnit.MICROS),
                row.maybeTime("released"));
    }
}
