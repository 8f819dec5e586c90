package io.fairlead.simulator.queueing;

import io.fairlead.core.backfill.LastTwo;
import java.util.Locale;

/** How long jobs are thought to run, by the names under which it is asked for. */
public enum Prediction {
    /** As long as was asked for. */
    REQUESTED,
    /** Learned from what had ended before. */
    HISTORY,
    /** As long as they do run: the bound of what any prediction can give. */
    PERFECT;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return seconds, 1 to {@code limit} */
    long of(LogJob job, long limit, LastTwo history) {
        return switch (this) {
            case REQUESTED -> limit;
            case HISTORY -> history.predict(job.user(), limit);
            case PERFECT -> Math.min(limit, job.run());
        };
    }
}
