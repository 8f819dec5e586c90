package io.fairlead.store.change;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Actor;
import io.fairlead.core.upkeep.UpkeepRecord;
import io.fairlead.store.sqlite.Command;
import io.fairlead.store.sqlite.Row;
import java.sql.Connection;
import java.sql.SQLException;

/** All that administrators ever said of nodes, in order: what they type by hand, and so never much. */
public final class UpkeepLog {
    private static final String SAID =
            "SELECT seq, at, uid, kind, version, cluster, node, json FROM change WHERE job IS NULL AND node IS NOT NULL ORDER BY seq";

    private UpkeepLog() {}

    public static void each(Connection connection, Command.Each each) throws SQLException {
        try (Command command = new Command(connection, SAID)) {
            command.each(each);
        }
    }

    /** @throws IllegalStateException for what this program cannot read */
    public static UpkeepRecord of(Row row) throws SQLException {
        NodeRef node = new NodeRef(new ClusterId(row.small("cluster")), row.text("node"));
        return new UpkeepRecord(
                row.time("at"),
                new Actor.Admin(row.number("uid")),
                UpkeepCodec.decode(node, row.text("kind"), row.small("version"), row.text("json")));
    }
}
