package io.fairlead.store.query;

import io.fairlead.core.share.Account;
import io.fairlead.store.sqlite.Command;
import io.fairlead.store.sqlite.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * How long a job ran, as {@link io.fairlead.core.job.Job#ran} says. Found by steps through an index, a few for each user of each
 * project, so that it costs the same however many jobs have ended.
 */
public record LastRun(Account by, Duration ran) {
    private static final String RAN = "started IS NOT NULL AND ended IS NOT NULL";
    private static final String LAST = """
            WITH RECURSIVE newest (number) AS (
                SELECT (SELECT number FROM job WHERE %1$s ORDER BY project DESC, owner_uid DESC, ended DESC LIMIT 1)
                UNION ALL
                SELECT coalesce(
                        (SELECT number FROM job WHERE %1$s AND project = this.project AND owner_uid < this.owner_uid
                            ORDER BY owner_uid DESC, ended DESC LIMIT 1),
                        (SELECT number FROM job WHERE %1$s AND project < this.project
                            ORDER BY project DESC, owner_uid DESC, ended DESC LIMIT 1))
                    FROM newest JOIN job AS this ON this.number = newest.number)
            SELECT job.project, job.owner_uid,
                job.ran_before + iif(attempt.ended = job.ended,
                    max(0, coalesce(attempt.exited, job.ended) - attempt.running), 0) AS ran
            FROM newest JOIN job AS last ON last.number = newest.number
                JOIN job ON job.number IN (
                    SELECT number FROM job WHERE %1$s AND project = last.project AND owner_uid = last.owner_uid
                    ORDER BY ended DESC, number DESC LIMIT ?)
                JOIN attempt ON attempt.job = job.number AND attempt.number = job.attempts
            ORDER BY job.ended, job.number
            """.formatted(RAN);

    static List<LastRun> each(Connection connection, int most) throws SQLException {
        try (Command command = new Command(connection, LAST)) {
            return command.number(most).list(LastRun::of);
        }
    }

    private static LastRun of(Row row) throws SQLException {
        return new LastRun(
                new Account(row.text("project"), row.number("owner_uid")),
                Duration.of(row.number("ran"), ChronoUnit.MICROS));
    }
}
