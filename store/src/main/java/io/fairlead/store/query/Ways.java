package io.fairlead.store.query;

import io.fairlead.core.job.Timeline;
import io.fairlead.core.stage.Way;
import io.fairlead.store.sqlite.Command;
import io.fairlead.store.sqlite.Micros;
import io.fairlead.store.sqlite.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What is recorded of the ways of jobs that have ended, without the jobs themselves. */
final class Ways {
    private static final String ENDED = """
            SELECT job.submitted, job.image_present, earlier.ended AS asked_again,
                newest.assigned, newest.starting, newest.created, newest.bound, newest.running, newest.exited,
                newest.ended
            FROM job
            LEFT JOIN attempt newest ON newest.job = job.number AND newest.number = job.attempts
            LEFT JOIN attempt earlier ON earlier.job = job.number AND earlier.number = job.attempts - 1
            WHERE job.ended IS NOT NULL AND job.removed = 0 AND job.submitted >= ? AND (? OR job.owner_uid = ?)
            ORDER BY job.submitted DESC, job.id DESC
            LIMIT ?
            """;

    private Ways() {}

    static List<Way> ended(Connection connection, OptionalLong owner, Instant since, int most) throws SQLException {
        try (Command command = new Command(connection, ENDED)) {
            return command.number(Micros.of(since))
                    .flag(owner.isEmpty())
                    .number(owner.orElse(0))
                    .number(most)
                    .list(Ways::of);
        }
    }

    private static Way of(Row row) throws SQLException {
        Optional<Instant> assigned = row.maybeTime("assigned");
        return new Way(
                row.time("submitted"),
                row.maybeTime("image_present"),
                row.maybeTime("asked_again"),
                assigned.isEmpty() ? Optional.empty() : Optional.of(times(assigned.get(), row)));
    }

    private static Timeline times(Instant assigned, Row row) throws SQLException {
        return new Timeline(
                assigned,
                row.maybeTime("starting"),
                row.maybeTime("created"),
                row.maybeTime("bound"),
                row.maybeTime("running"),
                row.maybeTime("exited"),
                row.maybeTime("ended"));
    }
}
