package io.fairlead.server.boot;

import io.fairlead.core.job.JobId;
import io.fairlead.core.port.IdSource;
import java.util.random.RandomGenerator;

/** Job ids from a source of randomness. */
final class RandomIds implements IdSource {
    private final RandomGenerator random;

    RandomIds(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public JobId next() {
        StringBuilder text = new StringBuilder(JobId.LENGTH);
        for (int i = 0; i < JobId.LENGTH; i++) {
            text.append(JobId.ALPHABET.charAt(random.nextInt(JobId.ALPHABET.length())));
        }
        return new JobId(text.toString());
    }
}
