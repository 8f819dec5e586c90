package io.fairlead.checks.offender.core.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** A core class that asks the clock, chance and the system. */
public final class AskOffender {
    public List<Object> asked() {
        Supplier<Instant> hiddenInAReference = Instant::now;
        var shuffled = new ArrayList<>(List.of(1, 2));
        Collections.shuffle(shuffled);
        return Arrays.asList(
                hiddenInAReference,
                shuffled,
                LocalDate.now(Clock.systemUTC()),
                LocalDate.now(),
                InstantSource.system(),
                System.currentTimeMillis(),
                System.nanoTime(),
                System.getenv("HOME"),
                new Random(),
                new SplittableRandom(),
                Math.random(),
                UUID.randomUUID(),
                RandomGenerator.getDefault());
    }
}
