package io.fairlead.server.whatif;

import io.fairlead.core.job.Job;
import io.fairlead.core.share.Account;
import io.fairlead.core.share.Span;
import io.fairlead.core.upkeep.UpkeepRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the site remembers of its jobs. Methods block and may be called from any thread. */
public interface Records {
    /** Jobs that held a place since, newest submit first, also those that were taken out of view. */
    List<Past> ran(Instant since, Instant now, int most);

    /** What was used by what ended between the two. */
    List<Use> used(Instant from, Instant to, Duration step);

    /** All that administrators ever said of nodes, in order. */
    List<UpkeepRecord> upkeep();

    /**
     * One that ran.
     *
     * @param assigned when it was first given a place
     * @param held how long it held places, so far
     * @param released when it was last released from hold
     */
    record Past(Job job, Instant assigned, Duration held, Optional<Instant> released) {}

    record Use(Account by, Span span) {}
}
