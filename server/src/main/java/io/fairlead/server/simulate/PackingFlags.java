package io.fairlead.server.simulate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is asked for of packing.
 *
 * @param histogram a file, or {@code jobs}
 */
record PackingFlags(
        Optional<Path> nodes, Optional<Path> jobs, List<Long> seeds, double arrive, Optional<String> histogram) {
    static final List<Long> SEEDS = List.of(42L, 43L, 44L);
    static final double ARRIVE = 1.3;

    PackingFlags {
        seeds = List.copyOf(seeds);
    }
}
