package io.fairlead.core.job;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * For which failures a job gets another attempt, and how often.
 *
 * @param max further attempts, over all causes together, at most {@value #MAX_MOST}; 0 where there are none
 * @param on the causes, in the order of the format; none only where {@code max} is 0
 */
public record Retries(int max, Set<Cause> on) {
    public static final int MAX_MOST = 100;
    public static final Retries NONE = new Retries(0, Set.of());

    /** Why an attempt, or the transfer of an image, failed. */
    public enum Cause {
        /** The machine was restarted beneath it. */
        NODE_LOSS,
        /** The engine could not start its container, or lost it. */
        ENGINE_FAILURE,
        /** The tries of one transfer are spent, and a later one may do better. */
        IMAGE_PULL,
        /** The command ended with a code that is no success. */
        EXIT_CODE,
        /** The kernel killed it at its memory limit. */
        OUT_OF_MEMORY,
        /** What its owner predicted was not so, although its code was as expected. */
        EXPECTATION;

        /** What is not the job's own doing: retried where nothing is named. */
        public static final Set<Cause> NOT_ITS_OWN =
                Collections.unmodifiableSet(EnumSet.of(NODE_LOSS, ENGINE_FAILURE, IMAGE_PULL));

        /** As a definition names it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Retries {
        on = on.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(on));
        if (max < 0 || max > MAX_MOST || on.isEmpty() != (max == 0)) {
            throw new IllegalArgumentException(max + " retries on " + on);
        }
    }

    /** Whether one more is granted after so many. */
    public boolean covers(Cause cause, int before) {
        return before < max && on.contains(cause);
    }
}
