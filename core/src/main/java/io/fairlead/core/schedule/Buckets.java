package io.fairlead.core.schedule;

import io.fairlead.core.job.Bucket;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobArray;
import io.fairlead.core.job.Scheduling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How many jobs of each bucket of each project run; an array that bounds its members is one, too. */
final class Buckets {
    /** Begins the name of an array's. Nobody can name a bucket so. */
    private static final String ARRAY = "array ";

    private final Map<Key, Integer> running = new HashMap<>();
    /** The least bound of a head's, which must not be passed over while it waits. */
    private final Map<Key, Integer> heads = new HashMap<>();

    private record Key(String project, String name) {}

    /** Those of a job: what its definition says, and the array whose members it is one of. */
    static List<Bucket> of(Job job) {
        Scheduling scheduling = job.submission().definition().scheduling();
        Optional<Bucket> array = scheduling
                .array()
                .flatMap(JobArray::maxParallel)
                .map(max -> new Bucket(ARRAY + job.id().array(), max));
        return array.isEmpty() && scheduling.bucket().isEmpty()
                ? List.of()
                : Stream.concat(array.stream(), scheduling.bucket().stream()).toList();
    }

    static boolean isArray(Bucket bucket) {
        return bucket.name().startsWith(ARRAY);
    }

    void enter(String project, List<Bucket> buckets) {
        buckets.forEach(it -> running.merge(new Key(project, it.name()), 1, Integer::sum));
    }

    void leave(String project, List<Bucket> buckets) {
        buckets.forEach(
                it -> running.computeIfPresent(new Key(project, it.name()), (_, many) -> many == 1 ? null : many - 1));
    }

    /** Keeps a place for a head, so that nobody with a greater bound takes it. */
    void keep(String project, List<Bucket> buckets) {
        enter(project, buckets);
        buckets.forEach(it -> heads.merge(new Key(project, it.name()), it.max(), Math::min));
    }

    void keepNothing() {
        heads.clear();
    }

    int running(String project, Bucket bucket) {
        return running.getOrDefault(new Key(project, bucket.name()), 0);
    }

    boolean isFull(String project, List<Bucket> buckets) {
        for (Bucket bucket : buckets) {
            int head = heads.getOrDefault(new Key(project, bucket.name()), bucket.max());
            if (running(project, bucket) >= Math.min(head, bucket.max())) {
                return true;
            }
        }
        return false;
    }

    Buckets copy() {
        Buckets copy = new Buckets();
        copy.running.putAll(running);
        return copy;
    }
}
