package io.fairlead.server.control;

import io.fairlead.core.job.JobId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes those who wait for a change of a job. It carries no news: whoever is woken reads what is on disk. So a slow
 * listener holds nothing up and misses nothing, and a job that nobody listens to costs nothing.
 */
public final class Bell {
    private final Map<JobId, Set<Ear>> ears = new ConcurrentHashMap<>();

    /** After a change of this job became durable; for those who listen to its array, too. Never blocks. */
    public void ring(JobId job) {
        wake(job);
        if (job.isMember()) {
            wake(job.array());
        }
    }

    private void wake(JobId job) {
        Set<Ear> listening = ears.get(job);
        if (listening != null) {
            listening.forEach(Ear::wake);
        }
    }

    /** Begins to listen; to be closed. */
    public Desk.Listening listen(JobId job) {
        Ear ear = new Ear(job);
        ears.compute(job, (_, all) -> {
            Set<Ear> set = all == null ? ConcurrentHashMap.newKeySet() : all;
            set.add(ear);
            return set;
        });
        return ear;
    }

    /** Jobs that are listened to. */
    int jobs() {
        return ears.size();
    }

    private final class Ear implements Desk.Listening {
        private final JobId job;
        private final Semaphore rung = new Semaphore(0);

        Ear(JobId job) {
            this.job = job;
        }

        void wake() {
            rung.release();
        }

        @Override
        public boolean await(Duration most) throws InterruptedException {
            boolean heard = rung.tryAcquire(Math.max(0, most.toNanos()), TimeUnit.NANOSECONDS);
            rung.drainPermits();
            return heard;
        }

        @Override
        public void close() {
            ears.computeIfPresent(job, (_, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }
    }
}
