package io.fairlead.server.boot;

import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.upkeep.UpkeepRecord;
import io.fairlead.server.whatif.Records;
import io.fairlead.store.Store;
import io.fairlead.store.query.Ran;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the store remembers of jobs that ran. */
record PastRoom(Store store) implements Records {
    /** Jobs that are read at once, so that the readers are free for others in between. */
    private static final int READ_AT_ONCE = 500;

    @Override
    public List<Past> ran(Instant since, Instant now, int most) {
        List<Ran> all = store.queries().ran(since, now, most);
        List<Past> past = new ArrayList<>();
        for (int from = 0; from < all.size(); from += READ_AT_ONCE) {
            List<Ran> some = all.subList(from, Math.min(all.size(), from + READ_AT_ONCE));
            Map<JobId, Job> jobs = new HashMap<>();
            store.jobs(some.stream().map(Ran::id).toList()).forEach(job -> jobs.put(job.id(), job));
            for (Ran ran : some) {
                Job job = jobs.get(ran.id());
                if (job != null) {
                    past.add(new Past(job, ran.assigned(), ran.held(), ran.released()));
                }
            }
        }
        return past;
    }

    @Override
    public List<Use> used(Instant from, Instant to, Duration step) {
        return store.queries().spent(from, to, step).stream()
                .map(it -> new Use(it.by(), it.span()))
                .toList();
    }

    @Override
    public List<UpkeepRecord> upkeep() {
        return store.queries().upkeep();
    }
}
