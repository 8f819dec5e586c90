package io.fairlead.core.schedule;

import io.fairlead.core.job.Bucket;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How many jobs of each bucket of each project run. */
final class Buckets {
    private final Map<Key, Integer> running = new HashMap<>();
    /** The least bound of a head's, which must not be passed over while it waits. */
    private final Map<Key, Integer> heads = new HashMap<>();

    private record Key(String project, String name) {}

    void enter(String project, Optional<Bucket> bucket) {
        bucket.ifPresent(it -> running.merge(new Key(project, it.name()), 1, Integer::sum));
    }

    void leave(String project, Optional<Bucket> bucket) {
        bucket.ifPresent(
                it -> running.computeIfPresent(new Key(project, it.name()), (_, many) -> many == 1 ? null : many - 1));
    }

    /** Keeps a place for a head, so that nobody with a greater bound takes it. */
    void keep(String project, Optional<Bucket> bucket) {
        enter(project, bucket);
        bucket.ifPresent(it -> heads.merge(new Key(project, it.name()), it.max(), Math::min));
    }

    void keepNothing() {
        heads.clear();
    }

    int running(String project, Bucket bucket) {
        return running.getOrDefault(new Key(project, bucket.name()), 0);
    }

    boolean isFull(String project, Optional<Bucket> bucket) {
        return bucket.filter(it -> {
                    int head = heads.getOrDefault(new Key(project, it.name()), it.max());
                    return running(project, it) >= Math.min(head, it.max());
                })
                .isPresent();
    }

    Buckets copy() {
        Buckets copy = new Buckets();
        copy.running.putAll(running);
        return copy;
    }
}
