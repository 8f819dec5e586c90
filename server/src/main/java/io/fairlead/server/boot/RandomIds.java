package io.fairlead.server.boot;

import io.fairlead.core.job.JobId;
import io.fairlead.core.port.IdSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Job ids from a source of randomness, none of which was ever given to a job. The store is asked for a handful at a time,
 * so that a submit does not wait for it. For one thread.
 *
 * <p>A handful that is used up within a second is followed by one whose ids share their first two
 * characters, in their order: the store keeps ids in order, and those of a burst then lie on few pages of it
 * instead of on one page each. Jobs that people submit one by one share nothing.
 */
final class RandomIds implements IdSource {
    private static final int HANDFUL = 1024;
    private static final int BITS_OF_A_CHARACTER = 5;
    private static final int SHARED_CHARACTERS = 2;
    private static final long BURST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final RandomGenerator random;
    private final UnaryOperator<Set<JobId>> used;
    private final LongSupplier nanos;
    private final Deque<JobId> ready = new ArrayDeque<>(HANDFUL);
    private long lastDrawn;

    /**
     * @param used which of some ids a job has or had
     * @param nanos a monotonic clock
     */
    RandomIds(RandomGenerator random, UnaryOperator<Set<JobId>> used, LongSupplier nanos) {
        this.random = random;
        this.used = used;
        this.nanos = nanos;
        this.lastDrawn = nanos.getAsLong() - BURST_NANOS;
    }

    @Override
    public JobId next() {
        if (ready.isEmpty()) {
            long now = nanos.getAsLong();
            long shared = now - lastDrawn < BURST_NANOS ? (1L << (SHARED_CHARACTERS * BITS_OF_A_CHARACTER)) - 1 : 0;
            lastDrawn = now;
            draw(random.nextLong() & shared, shared);
        }
        return ready.removeFirst();
    }

    /** @param shared the bits that are the same in all of them, as {@code common} has them */
    private void draw(long common, long shared) {
        while (ready.isEmpty()) {
            Set<JobId> drawn = new LinkedHashSet<>();
            for (int i = 0; i < HANDFUL; i++) {
                drawn.add(id((random.nextLong() & ~shared) | common));
            }
            drawn.removeAll(used.apply(drawn));
            List<JobId> given = new ArrayList<>(drawn);
            if (shared != 0) {
                given.sort(null);
            }
            ready.addAll(given);
        }
    }

    private static JobId id(long bits) {
        StringBuilder text = new StringBuilder(JobId.LENGTH);
        for (int i = 0; i < JobId.LENGTH; i++) {
            text.append(
                    JobId.ALPHABET.charAt((int) (bits >>> (i * BITS_OF_A_CHARACTER) & (JobId.ALPHABET.length() - 1))));
        }
        return new JobId(text.toString());
    }
}
