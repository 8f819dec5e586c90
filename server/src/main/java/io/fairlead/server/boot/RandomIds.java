package io.fairlead.server.boot;

import io.fairlead.core.job.JobId;
import io.fairlead.core.port.IdSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Job ids from a source of randomness, none of which was ever given to a job. The store is asked for a handful at a time,
 * so that a submit does not wait for it. For one thread.
 */
final class RandomIds implements IdSource {
    private static final int HANDFUL = 1024;
    private static final int BITS_OF_A_CHARACTER = 5;

    private final RandomGenerator random;
    private final UnaryOperator<Set<JobId>> used;
    private final Deque<JobId> ready = new ArrayDeque<>(HANDFUL);

    /** @param used which of some ids a job has or had */
    RandomIds(RandomGenerator random, UnaryOperator<Set<JobId>> used) {
        this.random = random;
        this.used = used;
    }

    @Override
    public JobId next() {
        while (ready.isEmpty()) {
            Set<JobId> drawn = new LinkedHashSet<>();
            for (int i = 0; i < HANDFUL; i++) {
                drawn.add(drawn());
            }
            drawn.removeAll(used.apply(drawn));
            ready.addAll(drawn);
        }
        return ready.removeFirst();
    }

    private JobId drawn() {
        StringBuilder text = new StringBuilder(JobId.LENGTH);
        long bits = random.nextLong();
        for (int i = 0; i < JobId.LENGTH; i++) {
            text.append(JobId.ALPHABET.charAt((int) (bits & (JobId.ALPHABET.length() - 1))));
            bits >>>= BITS_OF_A_CHARACTER;
        }
        return new JobId(text.toString());
    }
}
