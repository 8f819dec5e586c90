package io.fairlead.store.query;

import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.JobId;
import io.fairlead.store.sqlite.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A change as it is kept.
 *
 * @param seq counts all changes of the store from 1, without gaps
 * @param by who or what made it
 * @param what happened
 */
public record EventRow(long seq, Instant at, JobId job, By by, What what) {
    /** @param uid of a person; empty for what has none */
    public record By(String actor, OptionalLong uid) {}

    /**
     * @param attempt 0 where it is not of an attempt
     * @param json an object; {@code kind} and {@code version} say what is in it
     */
    public record What(String kind, int version, int attempt, Optional<NodeRef> node, String json) {}

    static EventRow of(Row row) throws SQLException {
        return new EventRow(
                row.number("seq"),
                row.time("at"),
                new JobId(row.text("id")),
                new By(row.text("actor"), row.maybeNumber("uid")),
                new What(
                        row.text("kind"),
                        row.small("version"),
                        row.small("attempt"),
                        JobRow.node(row),
                        row.text("json")));
    }
}
