package io.fairlead.core.share;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a site is shared.
 *
 * @param halfLife after which what was used counts half, {@link #HALF_LIFE_LEAST} or more
 * @param ageing the wait after which a job counts as one of the next class, a minute or more
 * @param weights of projects, 1 to {@link #WEIGHT_MAX}; any other project has {@link #WEIGHT_DEFAULT}
 * @param quotas of projects
 * @param backfill who may pass a job that waits for room
 */
public record Shares(
        Duration halfLife, Duration ageing, Map<String, Integer> weights, Quotas quotas, Backfill backfill) {
    public static final Duration HALF_LIFE_LEAST = Duration.ofHours(1);
    public static final Duration AGEING_LEAST = Duration.ofMinutes(1);

    /** Of both. */
    public static final Duration DURATION_MOST = Duration.ofDays(366);

    public static final int WEIGHT_MAX = 1_000;
    public static final int WEIGHT_DEFAULT = 1;

    public static final Shares DEFAULT = new Shares(Duration.ofDays(7), Duration.ofDays(1), Map.of());

    public Shares {
        weights = Collections.unmodifiableMap(new TreeMap<>(weights));
        if (halfLife.compareTo(HALF_LIFE_LEAST) < 0 || ageing.compareTo(AGEING_LEAST) < 0) {
            throw new IllegalArgumentException("half-life " + halfLife + ", ageing " + ageing);
        }
    }

    /** Without quotas. */
    public Shares(Duration halfLife, Duration ageing, Map<String, Integer> weights) {
        this(halfLife, ageing, weights, Quotas.NONE);
    }

    /** By EASY. */
    public Shares(Duration halfLife, Duration ageing, Map<String, Integer> weights, Quotas quotas) {
        this(halfLife, ageing, weights, quotas, Backfill.EASY);
    }

    public Shares with(Backfill other) {
        return new Shares(halfLife, ageing, weights, quotas, other);
    }

    public int weight(String project) {
        return weights.getOrDefault(project, WEIGHT_DEFAULT);
    }
}
