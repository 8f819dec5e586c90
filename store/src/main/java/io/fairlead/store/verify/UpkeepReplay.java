package io.fairlead.store.verify;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Actor;
import io.fairlead.core.upkeep.Upkeep;
import io.fairlead.core.upkeep.UpkeepRecord;
import io.fairlead.store.change.UpkeepCodec;
import io.fairlead.store.change.UpkeepTable;
import io.fairlead.store.sqlite.Command;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What administrators said, replayed against what the tables say of it. */
final class UpkeepReplay {
    private static final String SAID =
            "SELECT seq, at, uid, kind, version, cluster, node, json FROM change WHERE job IS NULL AND node IS NOT NULL ORDER BY seq";

    private UpkeepReplay() {}

    /** @return how many changes were replayed */
    static int compare(Connection connection, Findings findings) throws SQLException {
        List<UpkeepRecord> said = new ArrayList<>();
        try (Command command = new Command(connection, SAID)) {
            command.each(row -> {
                NodeRef node = new NodeRef(new ClusterId(row.small("cluster")), row.text("node"));
                try {
                    said.add(new UpkeepRecord(
                            row.time("at"),
                            new Actor.Admin(row.number("uid")),
                            UpkeepCodec.decode(node, row.text("kind"), row.small("version"), row.text("json"))));
                } catch (RuntimeException e) {
                    findings.add(new Difference(
                            "change",
                            "seq " + row.number("seq"),
                            "kind",
                            "a change that can be read",
                            String.valueOf(e.getMessage())));
                }
            });
        }
        Upkeep replayed = Upkeep.NONE;
        for (UpkeepRecord recorded : said) {
            replayed = replayed.after(recorded);
        }
        findings.compareRecords("drain", "", replayed, UpkeepTable.read(connection));
        return said.size();
    }
}
