package io.fairlead.store;

import io.fairlead.core.job.JobDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What a store needs to be opened.
 *
 * @param directory of the store alone; made where it is missing
 * @param parse reads a canonical definition, which whoever submits has written
 * @param clock says since when the store is held
 * @param random where a new instance id comes from
 * @param busy how long to wait for a lock that another process holds on the database
 */
public record StoreSettings(
        Path directory,
        Function<String, JobDefinition> parse,
        InstantSource clock,
        RandomGenerator random,
        Duration busy) {
    public static final Duration BUSY_DEFAULT = Duration.ofSeconds(2);
}
