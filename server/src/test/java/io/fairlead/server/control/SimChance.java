package io.fairlead.server.control;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Everything random of one run, from its seed. */
final class SimChance {
    private final RandomGenerator random;
    /** How often faults come in this run, as a factor; 0 once the world has healed. */
    private double faults;

    SimChance(long seed) {
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        faults = one(List.of(0.0, 0.5, 1.0, 2.0, 4.0));
    }

    RandomGenerator random() {
        return random;
    }

    void heal() {
        faults = 0;
    }

    /** Whether a fault of this usual probability happens now. */
    boolean fault(double probability) {
        return random.nextDouble() < probability * faults;
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    Duration millis(int least, int most) {
        return Duration.ofMillis(between(least, most));
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
