package io.fairlead.core.schedule;

import io.fairlead.core.backfill.Forecast;
import io.fairlead.core.backfill.Waiting;
import io.fairlead.core.job.Dependency;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.ledger.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Queued jobs that take no part in passes yet. */
final class Upcoming {
    /** Whose time has not come, or has since the last pass. */
    private final TreeMap<Instant, TreeSet<JobId>> later = new TreeMap<>();

    /** Whose time has come but for a job that has not ended, by that one. */
    private final Map<JobId, TreeSet<JobId>> blocked = new HashMap<>();

    void clear() {
        later.clear();
        blocked.clear();
    }

    void enter(Job job) {
        later.computeIfAbsent(Order.from(job), _ -> new TreeSet<>()).add(job.id());
    }

    void leave(Job job) {
        remove(later, Order.from(job), job.id());
        remove(later, Instant.EPOCH, job.id());
        job.submission().definition().scheduling().dependsOn().forEach(it -> remove(blocked, it.job(), job.id()));
    }

    static <K> void remove(Map<K, ? extends Set<JobId>> from, K at, JobId id) {
        from.computeIfPresent(at, (_, ids) -> ids.remove(id) && ids.isEmpty() ? null : ids);
    }

    /** A job or an array has ended. */
    void ended(JobId id) {
        Optional.ofNullable(blocked.remove(id))
                .ifPresent(ids -> later.computeIfAbsent(Instant.EPOCH, _ -> new TreeSet<>())
                        .addAll(ids));
    }

    /** Takes out those who take part from now on. */
    List<Job> due(Snapshot snapshot, Instant now) {
        List<Job> due = new ArrayList<>();
        while (!later.isEmpty() && !later.firstKey().isAfter(now)) {
            for (JobId id : later.pollFirstEntry().getValue()) {
                Job job = snapshot.job(id).orElseThrow();
                Optional<Dependency> unmet = snapshot.unmet(job);
                if (unmet.isPresent()) {
                    blocked.computeIfAbsent(unmet.get().job(), _ -> new TreeSet<>())
                            .add(id);
                } else {
                    due.add(job);
                }
            }
        }
        return due;
    }

    /** Those whose time is known and still to come, unless they come after a job that has not ended. */
    List<Forecast.Later<Demand>> later(Snapshot snapshot, Function<Job, Waiting<Demand>> entry) {
        List<Forecast.Later<Demand>> known = new ArrayList<>();
        later.forEach((from, ids) -> ids.forEach(id -> {
            Job job = snapshot.job(id).orElseThrow();
            if (snapshot.unmet(job).isEmpty()) {
                known.add(new Forecast.Later<>(entry.apply(job), Bounds.seconds(from)));
            }
        }));
        return known;
    }

    /** When the next one's time comes; empty where nobody's does. */
    Optional<Instant> next() {
        return later.isEmpty() ? Optional.empty() : Optional.of(later.firstKey());
    }
}
