package io.fairlead.store.verify;

import io.fairlead.core.upkeep.Upkeep;
import io.fairlead.core.upkeep.UpkeepRecord;
import io.fairlead.store.change.UpkeepLog;
import io.fairlead.store.change.UpkeepTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What administrators said, replayed against what the tables say of it. */
final class UpkeepReplay {
    private UpkeepReplay() {}

    /** @return how many changes were replayed */
    static int compare(Connection connection, Findings findings) throws SQLException {
        List<UpkeepRecord> said = new ArrayList<>();
        UpkeepLog.each(connection, row -> {
            try {
                said.add(UpkeepLog.of(row));
            } catch (RuntimeException e) {
                findings.add(new Difference(
                        "change",
                        "seq " + row.number("seq"),
                        "kind",
                        "a change that can be read",
                        String.valueOf(e.getMessage())));
            }
        });
        Upkeep replayed = Upkeep.NONE;
        for (UpkeepRecord recorded : said) {
            replayed = replayed.after(recorded);
        }
        findings.compareRecords("drain", "", replayed, UpkeepTable.read(connection));
        return said.size();
    }
}
