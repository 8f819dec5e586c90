package io.fairlead.core.share;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What projects are sure of.
 *
 * @param of by project; where it is empty there are no quotas, and nothing is ever preempted
 * @param minDuration how long an attempt that says nothing of its own runs before it may be preempted, 0 or more
 * @param minDurationMost how long at the most, whatever it says; not less than {@code minDuration}
 */
public record Quotas(Map<String, Quota> of, Duration minDuration, Duration minDurationMost) {
    /** The longest that Slices' pages speak of: a job file from there is not refused for it. */
    public static final Duration MOST_DEFAULT = Duration.ofDays(7);

    public static final Quotas NONE = new Quotas(Map.of(), Duration.ZERO);

    /** With the bound that holds where a site sets none. */
    public Quotas(Map<String, Quota> of, Duration minDuration) {
        this(of, minDuration, minDuration.compareTo(MOST_DEFAULT) > 0 ? minDuration : MOST_DEFAULT);
    }

    public Quotas {
        of = Collections.unmodifiableMap(new TreeMap<>(of));
    }

    /** How long an attempt is not preempted. */
    public Duration safe(Optional<Duration> own) {
        Duration wished = own.orElse(minDuration);
        return wished.compareTo(minDurationMost) < 0 ? wished : minDurationMost;
    }

    public boolean apply() {
        return !of.isEmpty();
    }

    public Quota of(String project) {
        return of.getOrDefault(project, Quota.NOTHING);
    }
}
