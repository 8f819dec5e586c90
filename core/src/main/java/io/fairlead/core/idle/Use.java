package io.fairlead.core.idle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a running attempt has done up to an instant, as far as it can be measured.
 *
 * @param cpu time that all its processes have used since it started
 * @param network bytes received and sent since it started; empty where nobody counts them
 * @param gpuPercent how busy the busiest of its GPUs is, 0–100, 100 for one that does not say; empty where none is real
 * @param touched when somebody last typed into a terminal in it or read from one; empty where nobody did
 */
public record Use(Duration cpu, Optional<Long> network, Optional<Integer> gpuPercent, Optional<Instant> touched) {}
