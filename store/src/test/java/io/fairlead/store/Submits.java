package io.fairlead.store;

import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.port.ChangeLog;
import io.fairlead.core.port.SubmitKey;
import java.util.List;
import java.util.Random;

/** Submits plain jobs, one a transaction. */
final class Submits {
    private final Random random;

    Submits(long seed) {
        random = new Random(seed);
    }

    Job job() {
        return Samples.queued(Samples.id(random), Samples.submission("plain", 1), Samples.NOON);
    }

    ChangeLog.Outcome into(Store store) {
        return into(store, job());
    }

    ChangeLog.Outcome into(Store store, Job job) {
        var submitted = new Recorded(Samples.NOON, new Actor.User(1001), new Change.Submitted(job));
        return store.journal().append(List.of(submitted), List.of(job), List.of(key(job.id())));
    }

    static SubmitKey key(JobId id) {
        return new SubmitKey(1001, "key-" + id, "cd".repeat(32), id);
    }
}
