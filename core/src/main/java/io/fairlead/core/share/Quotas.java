package io.fairlead.core.share;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What projects are sure of.
 *
 * @param of by project; where it is empty there are no quotas, and nothing is ever preempted
 * @param minDuration how long an attempt that says nothing of its own runs before it may be preempted, 0 or more
 */
public record Quotas(Map<String, Quota> of, Duration minDuration) {
    public static final Quotas NONE = new Quotas(Map.of(), Duration.ZERO);

    public Quotas {
        of = Collections.unmodifiableMap(new TreeMap<>(of));
    }

    public boolean apply() {
        return !of.isEmpty();
    }

    public Quota of(String project) {
        return of.getOrDefault(project, Quota.NOTHING);
    }
}
