package io.fairlead.core.backfill;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Conservative backfilling (Mu'alem and Feitelson, IEEE TPDS 12(6), 2001), planned anew in each pass: every job in the
 * order of the queue gets the earliest start that delays none before it, reckoned from limits.
 */
public final class Conservative {
    private Conservative() {}

    /**
     * When each job would start.
     *
     * @param free processors now
     * @param ends what running jobs give back at the latest, and when
     * @param jobs in the order of the queue
     * @return in the order of {@code jobs}; those that are now are to start
     */
    public static List<Long> starts(long now, int free, Map<Long, Integer> ends, Iterable<Waiting<Integer>> jobs) {
        Profile profile = new Profile(now, free, ends);
        List<Long> starts = new ArrayList<>();
        for (Waiting<Integer> job : jobs) {
            starts.add(profile.place(job.demand(), job.limit()));
        }
        return starts;
    }
}
