package io.fairlead.server.control;

import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Change;
import io.fairlead.core.upkeep.Aside;
import io.fairlead.core.upkeep.Upkeep;
import io.fairlead.core.upkeep.UpkeepChange;
import io.fairlead.core.upkeep.UpkeepRecord;
import java.util.List;

/** What holds of what administrators said, from when it is durable. */
final class SimUpkeep {
    private Upkeep before = Upkeep.NONE;
    private Upkeep now = Upkeep.NONE;
    private int drains;

    /** What was said with this transaction; each of its starts was decided before that or after it. */
    void saved(List<UpkeepRecord> said) {
        before = now;
        for (UpkeepRecord one : said) {
            now = now.after(one);
            drains += one.change() instanceof UpkeepChange.NodeDrained ? 1 : 0;
        }
    }

    /** Nothing starts on what is set aside. */
    void starts(Change.Assigned start) {
        for (Placement placement : start.placements()) {
            Aside aside = now.of(placement.where());
            Aside earlier = before.of(placement.where());
            if (aside.whole().isPresent() && earlier.whole().isPresent()) {
                throw new SimViolation("job " + start.job() + " starts on " + placement.where() + ", set aside "
                        + aside.whole().get());
            }
            for (DeviceId device : placement.devices()) {
                if (aside.devices().containsKey(device) && earlier.devices().containsKey(device)) {
                    throw new SimViolation("job " + start.job() + " starts on device " + device + " of "
                            + placement.where() + ", which is set aside");
                }
            }
        }
    }

    int drains() {
        return drains;
    }
}
