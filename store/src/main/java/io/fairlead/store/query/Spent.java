package io.fairlead.store.query;

import io.fairlead.core.share.Account;
import io.fairlead.core.share.Span;
import io.fairlead.store.sqlite.Command;
import io.fairlead.store.sqlite.Micros;
import io.fairlead.store.sqlite.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** What one attempt used that holds nothing any more. */
public record Spent(Account by, Span span) {
    private static final String SINCE = """
            SELECT job.project, job.owner_uid, attempt.assigned, coalesce(attempt.exited, attempt.ended) AS free,
                (SELECT sum(cores_milli) FROM placement
                    WHERE placement.job = attempt.job AND placement.attempt = attempt.number) AS cores,
                (SELECT coalesce(sum(milli), 0) FROM lease
                    WHERE lease.job = attempt.job AND lease.attempt = attempt.number) AS gpus
            FROM attempt JOIN job ON job.number = attempt.job
            WHERE attempt.holding = 0 AND coalesce(attempt.exited, attempt.ended) >= ?
            """;

    static List<Spent> since(Connection connection, Instant since) throws SQLException {
        try (Command command = new Command(connection, SINCE)) {
            return command.number(Micros.of(since)).list(Spent::of);
        }
    }

    private static Spent of(Row row) throws SQLException {
        return new Spent(
                new Account(row.text("project"), row.number("owner_uid")),
                new Span(
                        row.time("assigned").getEpochSecond(),
                        row.time("free").getEpochSecond(),
                        Span.rate(row.number("gpus"), row.number("cores"))));
    }
}
