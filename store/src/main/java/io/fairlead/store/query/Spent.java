package io.fairlead.store.query;

import io.fairlead.core.share.Account;
import io.fairlead.core.share.Span;
import io.fairlead.store.sqlite.Command;
import io.fairlead.store.sqlite.Micros;
import io.fairlead.store.sqlite.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What attempts used that hold nothing any more: of one, or the sum of all that began and ended in the same step, as if in its
 * first second. The sum is left to the database: a site ends a million attempts in a half-life, and a start waits for it.
 */
public record Spent(Account by, Span span) {
    private static final String SINCE = """
            WITH used AS MATERIALIZED (
                SELECT job.project AS project, job.owner_uid AS uid, attempt.assigned / ?2 AS begin,
                    max(attempt.assigned, coalesce(attempt.exited, attempt.ended)) / ?2 AS free,
                    max(1,
                        (SELECT coalesce(sum(milli), 0) FROM lease
                            WHERE lease.job = attempt.job AND lease.attempt = attempt.number),
                        (SELECT sum(cores_milli) FROM placement
                            WHERE placement.job = attempt.job AND placement.attempt = attempt.number) / ?3) AS rate
                FROM attempt JOIN job ON job.number = attempt.job
                WHERE attempt.holding = 0 AND coalesce(attempt.exited, attempt.ended) >= ?1
                    AND coalesce(attempt.exited, attempt.ended) < ?5)
            SELECT project, uid, begin / ?4 * ?4 AS begin, begin / ?4 * ?4 + 1 AS free, sum((free - begin) * rate) AS rate
                FROM used WHERE begin / ?4 = free / ?4 GROUP BY project, uid, begin / ?4
            UNION ALL
            SELECT project, uid, begin, free, rate FROM used WHERE begin / ?4 <> free / ?4
            """;

    static List<Spent> between(Connection connection, Instant since, Instant until, Duration step) throws SQLException {
        try (Command command = new Command(connection, SINCE)) {
            return command.number(Micros.of(since))
                    .number(Micros.PER_SECOND)
                    .number(Span.CPUS_PER_GPU)
                    .number(step.toSeconds())
                    .number(Micros.of(until))
                    .list(Spent::of);
        }
    }

    private static Spent of(Row row) throws SQLException {
        return new Spent(
                new Account(row.text("project"), row.number("uid")),
                new Span(row.number("begin"), row.number("free"), row.number("rate")));
    }
}
